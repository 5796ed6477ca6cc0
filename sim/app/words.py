"""What the live page says, in both languages."""

from __future__ import annotations

from sim.report.words import Text

TITLE = Text("Two policies side by side", "两项政策并排比较")
SUBTITLE = Text(
    "Three-society linkage: communities, social organisations and social workers, simulated month by month",
    "三社联动：社区、社会组织与社会工作者的逐月模拟",
)
LIMITS = Text(
    "What follows from the model’s assumptions; no forecast of any city. Read the differences, not the levels.",
    "结果来自模型假设，并非对任何城市的预测。请看政策之间的差异，而不是水平值。",
)
OTHER_LANGUAGE = Text("中文", "English")
SKIP = Text("Skip to the results", "跳到结果")

QUESTION = Text("Question", "问题")
PLACE = Text("Place", "地点")
PLACE_HINT = Text("Size, people and time before; the same for both policies", "规模、人口与此前的状况，两项政策相同")
WORLDS = Text("Worlds", "模拟世界数")
MONTHS = Text("Months", "月数")
SEED = Text("Seed", "随机种子")
RUN = Text("Run", "运行")
STOP = Text("Stop", "停止")
COPY = Text("Copy link", "复制链接")
COPIED = Text("Link copied.", "链接已复制。")
NOT_COPIED = Text("The link is in the address bar.", "链接在地址栏中。")
DOWNLOAD = Text("Save file", "保存文件")
DOWNLOAD_HINT = Text(
    "The question as an experiment file; sanshe sweep gives the same numbers",
    "将问题存为实验文件；用 sanshe sweep 运行，所得数字相同",
)

OPEN = Text("Open file", "打开文件")
OPEN_HINT = Text(
    "An experiment file with policies, from here, from experiments or from a results folder",
    "含政策的实验文件：可由本页保存，也可来自 experiments 或结果文件夹",
)
OPENED = Text("{file}: {question}", "{file}：{question}")
FROM_FILE = Text("In {file}", "{file}中的政策")
FILE_TOO_LARGE = Text(
    "{file}: larger than {most} kB; an experiment file is a page or two of TOML",
    "{file}：超过{most} kB；实验文件是一两页的TOML文本",
)
FILE_NOT_TEXT = Text("{file}: not UTF-8 text; save it as UTF-8", "{file}：不是UTF-8文本；请另存为UTF-8")

POLICIES = Text("Policies", "政策")
POLICY_A = Text("Policy A", "政策A")
POLICY_B = Text("Policy B", "政策B")
STARTS_FROM = Text("starts from", "起点情景")
DATED = Text("Changes at set dates, except in levers that you set.", "按既定日期变动；已另行设定的杠杆除外。")
FIND = Text("Find a lever", "查找杠杆")
ONLY_DIFFERENT = Text("Only where A and B differ", "只看A与B不同之处")
NOTHING_FOUND = Text("No lever fits.", "没有符合的杠杆。")
BACK = Text("Back to the starting scenarios", "恢复起点情景")
DIFFER = Text("{count} differ", "{count}项不同")
ON = Text("on", "是")
OFF = Text("off", "否")
LEVER_HINT = Text("{meaning}. {path}", "{meaning}。{path}")

RESULTS = Text("Results", "结果")
LOADING = Text("Loading the model ...", "正在载入模型……")
COMPILING = Text(
    "Compiling the model for this machine; this takes up to some minutes and happens once.",
    "正在为本机编译模型，最多需要几分钟，仅此一次。",
)
WAITING = Text("Running the first world ...", "正在运行第一个模拟世界……")
PROGRESS = Text("{worlds} of {asked} worlds", "已完成{worlds}个模拟世界，共{asked}个")
DONE = Text("{worlds} worlds in {seconds} seconds", "{worlds}个模拟世界，用时{seconds}秒")
STOPPED = Text("Stopped after {worlds} of {asked} worlds.", "已停止：完成{worlds}个模拟世界，共{asked}个。")
CHANGED = Text("The settings have changed since this run.", "此次运行之后，设置已有改动。")
FAILED = Text("{count} worlds are left out, because a run failed in them.", "有{count}个模拟世界因运行失败而未计入。")
BROKEN = Text(
    "The connection to sanshe serve was lost. Is it still running?", "与 sanshe serve 的连接已中断。它还在运行吗？"
)

CHARTS = Text("Month by month", "逐月变化")
CHARTS_NOTE = Text(
    "Lines: mean over worlds. Bands: 95% interval of the mean. Both policies meet the same worlds.",
    "线：各模拟世界的均值；色带：均值的95%区间。两项政策面对相同的模拟世界。",
)
AT_MONTH = Text("Month {month}", "第{month}月")
UNDEFINED = Text("undefined", "无定义")
CHART_ALT = Text(
    "{label} ({unit}), {months} months. In the last month: policy A {a}, policy B {b}.",
    "{label}（{unit}），共{months}个月。最后一个月：政策A为{a}，政策B为{b}。",
)
CHART_ALT_BARE = Text(
    "{label}, {months} months. In the last month: policy A {a}, policy B {b}.",
    "{label}，共{months}个月。最后一个月：政策A为{a}，政策B为{b}。",
)
OUTCOMES = Text("Choose outcomes", "选择结果指标")
OUTCOMES_HINT = Text("At most {most}; they count from the next run.", "最多{most}项，下次运行起生效。")

TABLE = Text("What B changes, compared with A in the same worlds", "与相同模拟世界中的A相比，B带来的变化")
OUTCOME = Text("Outcome", "结果指标")
DIFFERENCE = Text("B − A", "B − A")
INTERVAL = Text("95% interval", "95%区间")
RANGE = Text("{low} to {high}", "{low}至{high}")
UNITS = Text("{unit}; difference in {difference}", "{unit}；差异：{difference}")
READING = Text("Reading", "判读")
TOO_FEW = Text("The differences appear after two worlds.", "完成两个模拟世界后显示差异。")
TABLE_NOTE = Text(
    "Readings appear when all worlds are done. They allow for the number of outcomes asked for (Holm) and for the "
    "smallest difference that matters. Intervals hold luck alone, not the uncertainty of assumptions.",
    "全部模拟世界完成后给出判读，已考虑所问指标的个数（Holm校正）与最小实质差异。区间只反映随机因素，不含假设的不确定性。",
)

NETWORK = Text("Who deals with whom", "谁与谁打交道")
NETWORK_NOTE = Text(
    "Pairs that dealt with one another in the last month, mean over worlds; in the circles, how many of each kind did. "
    "Wider lines: more pairs.",
    "最后一个月有往来的配对数（各模拟世界的均值）；圆内为每类中有往来者的数目。线越粗，配对越多。",
)
BY_GOVERNMENT = Text("through government", "经由政府")
BY_THEMSELVES = Text("by themselves", "自主往来")
NETWORK_TABLE = Text("The network in numbers", "联动网络的数字")
NETWORK_ALT = Text(
    "Linkage network under {policy}; its numbers are in the table below.", "{policy}下的联动网络，数字见下表。"
)
PAIR = Text("Pair", "配对")
PAIRS = Text("{policy}: pairs", "{policy}：配对数")
OF_THESE = Text("{policy}: through government", "{policy}：经由政府")
OF_ALL = Text("of {count}", "共{count}")

KINDS = {
    "government": Text("Government", "政府"),
    "committee": Text("Committees", "居委会"),
    "organisation": Text("Organisations", "社会组织"),
    "worker": Text("Social workers", "社工"),
    "resident": Text("Residents", "居民"),
}

# What a page does not take from a file.
LEFT = {
    "policies": Text(
        "{count} policies are left out: they set more than levers, or run for other months.",
        "有{count}项政策未列入：它们设定了杠杆以外的内容，或月数不同。",
    ),
    "sets": Text(
        "The file asks under many parameter sets; here coefficients are as the place has them.",
        "文件要求在多组参数下比较；此处只用该地点原有的系数。",
    ),
    "stopping": Text(
        "The file adds worlds until its precision is reached; here there are as many as are asked for.",
        "文件会增加模拟世界直至达到精度要求；此处只运行所填的世界数。",
    ),
    "worlds": Text(
        "The file asks for {count} worlds, a page for at most {most}.", "文件要求{count}个模拟世界，网页最多{most}个。"
    ),
    "months": Text(
        "The file asks for {count} months, a page for {least} to {most}.",
        "文件要求{count}个月，网页只能显示{least}至{most}个月。",
    ),
    "outcomes": Text("The first {most} of {count} outcomes are shown.", "只显示{count}项结果指标中的前{most}项。"),
    "seed": Text(
        "The file’s seed is too large for a page; the numbers are those of the seed above.",
        "文件的随机种子超出网页的范围；所得数字对应上方的种子。",
    ),
}

SECTIONS = {
    "purchase": Text("Purchase of service", "购买服务"),
    "payment": Text("Payment", "拨款"),
    "donation": Text("Donations", "社会捐赠"),
    "evaluation": Text("Evaluation", "评估"),
    "stars": Text("Ratings and elimination", "星级与淘汰"),
    "oversight": Text("Oversight", "监管"),
    "workforce": Text("Social workers", "社工队伍"),
    "relief": Text("Relief of committees", "居委会减负"),
    "council": Text("Councils", "议事会"),
    "meeting": Text("Joint meetings", "联席会议"),
    "commons": Text("Shared resources", "公共资源"),
    "entry": Text("Entry of organisations", "社会组织准入"),
    "training": Text("Training", "培训"),
    "volunteers": Text("Volunteers", "志愿服务"),
    "shock": Text("Emergencies", "突发事件"),
    "matching": Text("Matching", "供需对接"),
    "fund": Text("Community funds", "社区资金"),
    "coordination": Text("Coordination", "联动协调"),
    "party": Text("Party units", "党组织"),
    "appraisal": Text("Appraisal", "考核"),
    "spread": Text("Spread of practices", "经验推广"),
    "incubation": Text("Incubation", "孵化培育"),
}
