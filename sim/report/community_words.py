"""What a report says about kinds of community, in English and in Chinese."""

from __future__ import annotations

from sim.report.words import Text

KIND = Text("Kind of community", "社区类型")
DUMBBELL_TITLE = Text(
    "{outcome} in each kind of community: what each policy changes",
    "各类社区的{outcome}：各项政策带来的变化",
)
POLICY_POINT = Text("Policy of the panel", "各栏所列政策")
INTERVAL_BAR = Text("95% interval of difference", "差异的95%区间")
DIFFERENCE_TOLD = Text("{mean} ({low} to {high})", "{mean}（{low}至{high}）")
DIFFERENCE_HEAD = Text("difference, 95% interval{unit}", "差异及95%区间{unit}")
DUMBBELL_NOTE = Text(
    "Means over {worlds} worlds; differences are paired. The interval is laid out from the baseline's point: where it "
    "reaches below that point, it holds zero.",
    "{worlds}个模拟世界的均值，差异为配对差异。区间自基准点量起：伸及基准点下方即含零。",
)
PANELS_NOTE = Text("Panels are named by their values of: {levers}.", "各栏以下列杠杆的取值命名：{levers}。")
DUMBBELL_ALT = Text(
    "One panel for each of {policies}; in each a row for each of {kinds}, with a hollow point for the baseline, a "
    "filled one for the policy, and the difference written beside them. Text and tables have the numbers.",
    "每项政策一栏：{policies}；每栏每类社区一行：{kinds}，空心点为基准，实心点为政策，右侧标注差异。数值见正文与表。",
)
TABLE_TITLE = Text("{outcome} by kind of community", "{outcome}（分社区类型）")
APART = Text(
    "{subject}, the change in {outcome} beyond that in {first}: {changes}.",
    "{subject}，{outcome}的变化与{first}相比：{changes}。",
)
APART_CLEAR = Text("{kind} {signed} ({low} to {high})", "{kind}{signed}（{low}至{high}）")
APART_UNCLEAR = Text("{kind} unclear ({low} to {high})", "{kind}尚不明确（{low}至{high}）")
APART_NOTE = Text(
    "A change apart from that in {first} is called unclear unless it is clear among all {family} such comparisons "
    "(Holm's correction).",
    "与{first}的变化之差，须在全部{family}项此类比较中仍然明显（Holm校正），否则称为尚不明确。",
)
