"""What the gallery and its figures say, in English and in Chinese."""

from __future__ import annotations

from sim.report.words import Text

TITLE = Text("Gallery of figures", "图集")
INTRODUCTION = Text(
    "Each kind of figure that `sanshe report` draws from a table of results, from the demonstration and the question "
    "about kinds of community, in colour and as a printer without colour gives it; what `sanshe economics` and "
    "`sanshe sensitivity` draw; and the linkage network. Made by `make gallery`.",
    "`sanshe report`根据结果表绘制的各类图（取自演示实验和社区类型问题）、`sanshe economics`与`sanshe sensitivity`"
    "所绘的图以及联动网络图，均先彩色、后灰度。由`make gallery`生成。",
)
NAMES = {
    "forest": Text("Forest plot of paired differences", "配对差异森林图"),
    "heat": Text("Two levers together", "双杠杆热力图"),
    "fan": Text("Fan charts in small multiples", "小型多图扇形图"),
    "parallel": Text("Parallel coordinates", "平行坐标图"),
    "dumbbell": Text("Dumbbells by kind of community", "分社区类型哑铃图"),
    "value": Text("Cost-effectiveness front", "成本效果前沿"),
    "bars": Text("Sensitivity bars", "敏感性横条图"),
    "network": Text("Linkage network", "联动网络图"),
}
PARALLEL_TITLE = Text("All outcomes at once under the policies that do best", "最优政策在各项结果指标上的表现")
PARALLEL_NOTE = Text(
    "Means over {worlds} worlds; each axis runs from the worst policy to the best, which is up (highest where neither "
    "is better). Pale: the other policies.",
    "{worlds}个模拟世界的均值；每条轴自最差政策至最优政策，优者在上（无优劣之分者以高者在上）。浅色：其余政策。",
)
PARALLEL_ALT = Text(
    "One vertical axis for each of {outcomes}; a line for each of {policies}. "
    "The numbers are in the comparison tables.",
    "每个结果指标一条纵轴：{outcomes}；每条折线为一项政策：{policies}。数值见比较表。",
)
VALUE_TITLE = Text(
    "What money buys: every policy's cost and effect against the baseline, and how often each is the best value",
    "资金换来什么：各项政策相对基准的成本与效果，以及各自成为最优选择的频率",
)
VALUE_ALT = Text(
    "Left, a plane of differences to the baseline in {effect} and in public money with intervals, and the front drawn "
    "through the efficient policies. Right, the share of resamples in which each is the best value, by "
    "willingness to pay.",
    "左：各项政策相对基准的{effect}差异与公共资金差异（附区间），有效政策连成前沿；右：不同支付意愿下各政策最划算的重抽样占比。",
)
BARS_TITLE = Text("Which unknown coefficients decide the outcomes", "哪些未知系数决定结果")
BARS_ALT = Text(
    "Horizontal bars, one for each unknown coefficient, the largest first, with 95% intervals; a panel for each of "
    "{outcomes}.",
    "横条图：每个未知系数一条，大者在上，附95%区间；每个指标一栏：{outcomes}。",
)
KINDS = (
    Text("Government", "政府"),
    Text("Residents' committees", "居委会"),
    Text("Social organisations", "社会组织"),
    Text("Social workers", "社会工作者"),
)
THROUGH = Text("through government", "经由政府")
DIRECT = Text("without government", "不经政府")
SCENARIOS = {
    "baseline": Text("Before linkage", "联动之前"),
    "guangzhou": Text("Guangzhou's purchase of services", "广州购买服务"),
}
NETWORK_TITLE = Text("Who dealt with whom in a month", "一个月内谁与谁往来")
NETWORK_NOTE = Text(
    "One street in one world, month {month}; residents are not drawn. A dealing passes through government where it is "
    "one of the two or pays for the contract that brought them together.",
    "一个街道、一个模拟世界、第{month}个月；居民未画出。政府为一方或为促成往来的合同付费者，计为经由政府。",
)
NETWORK_ALT = Text(
    "Two networks side by side: government in the middle, residents' committees, social organisations and social "
    "workers in rings around it, lines between those who dealt with one another.",
    "并排的两个网络：政府居中，居委会、社会组织与社会工作者依次成环，有往来者以线相连。",
)
