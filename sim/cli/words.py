"""What the commands say of their own, in both languages; the words of the answer itself are the report's."""

from __future__ import annotations

from sim.report.words import Text

NAME = Text("name", "名称")
LABEL = Text("label", "标签")
TITLE = Text("title", "标题")
MONTHS = Text("months", "月数")
QUESTION = Text("question", "问题")
POLICIES = Text("policies", "政策数")
WORLDS = Text("worlds", "世界数")
LEVER = Text("lever", "政策杠杆")
DEFAULT = Text("default", "默认值")
ALLOWED = Text("allowed", "取值范围")
MEANING = Text("meaning", "含义")
SOURCE = Text("source", "来源")
OUTCOME = Text("outcome", "结果指标")
UNIT = Text("unit", "单位")
ONE_NUMBER = Text("of a run", "单次运行取")
BETTER = Text("better", "更好的方向")
MATTERS = Text("matters from", "有意义的最小差异")
CODE = Text("code", "编号")
PLACE = Text("place", "地点")
PERIOD = Text("period", "时期")
QUANTITY = Text("quantity", "数量")
VALUE = Text("value", "数值")
ROLE = Text("role", "用途")
DOCUMENT = Text("document", "文献")
POLICY = Text("policy", "政策")
BASELINE = Text("baseline", "基准")
MEAN = Text("mean", "均值")
DIFFERENCE = Text("difference", "差异")
LOW = Text("95% low", "95%下限")
HIGH = Text("95% high", "95%上限")
INTERVAL = Text("95% interval", "95%区间")
EQUIVALENCE = Text("p of equivalence", "等效性p值")
READING = Text("reading", "判读")
SCENARIO = Text("scenario", "情景")
BAND = Text("band", "达标区间")
MODEL_VALUE = Text("model (95% interval)", "模型值（95%区间）")
PATTERN = Text("pattern", "规律")
FOUND = Text("found", "所见")
CHECKS_DONE = Text("{done} of {every} checks done", "已完成{done}项检验，共{every}项")
CHECKED = Text("checked", "检查项")
SEEN = Text("seen", "所见")
GOOD = Text("good", "符合")
NOT_GOOD = Text("NOT GOOD", "不符")
SIMULATED_AGAIN = Text("{every} runs simulated again", "已重新模拟{every}次运行")
VALIDATION_WRITTEN = Text(
    "Written to {folder}: validation.json, validation.svg, validation.png",
    "已写入{folder}：validation.json、validation.svg、validation.png",
)

RUN_OF = Text(
    "{name} ({title}): {months} months, after {before} months before them that are not counted.",
    "{name}（{title}）：共{months}个月，此前{before}个月不计入。",
)
RUN_CHANGED = Text("Changed: {changes}.", "改动：{changes}。")
ONE_CHANGE = Text("{now} instead of {before}", "{now}（原为{before}）")
RUN_IN_ONE = Text(
    "World {first} alone: one course of luck, so without an interval; --worlds 10 gives one.",
    "仅第{first}号世界：只是一种运气，因此没有区间；加 --worlds 10 即可得到。",
)
RUN_IN_MANY = Text(
    "Means over worlds {first} to {last}; the 95% interval holds the luck of worlds alone.",
    "第{first}至{last}号世界的均值；95%区间只反映各世界的运气。",
)
RUN_SUMS = Text(
    "Most numbers are means of the last year; `sanshe outcomes WORD` says of which months each is.",
    "多数数值为最后一年的均值；各指标取哪些月份，见`sanshe outcomes 词 --lang zh`。",
)
IN_SHORT = Text("{outcome}: {told}.", "{outcome}：{told}。")
NAMED = Text("{reading} {count} ({policies})", "{reading}{count}项（{policies}）")
COUNTED = Text("{reading} {count}", "{reading}{count}项")
READINGS_MARK = Text(", ", "，")
FEW_WORLDS = Text(
    "{worlds} worlds are few: where differences are skewed, a single world can make an interval very wide. More worlds "
    "narrow it (--worlds 20 with the same sweep).",
    "{worlds}个世界太少：差异偏斜时，一个世界就可能使区间变得很宽。增加世界即可收窄（同一sweep命令加 --worlds 20）。",
)
BASIS = Text(
    "Baseline: {baseline}. Worlds: {worlds}. Differences that are judged together: {family}.",
    "基准：{baseline}。共{worlds}个世界；{family}个差异一并判断。",
)
WRITTEN_AS = Text("Policies are written as {levers}.", "政策按“{levers}”书写。")
FAILED = Text(
    "{failed} runs failed and are not counted; why stands in {folder}/failed.",
    "有{failed}次运行失败而未计入，原因见{folder}/failed。",
)
IN_UNIT = Text(", {level}", "，{level}")
IN_UNITS = Text(", {level}; differences in {difference}", "，{level}；差异单位：{difference}")
GAIN = Text(
    "Common worlds made the variance of these differences {median} times smaller (median; {low} to {high}).",
    "共用世界使这些差异的方差缩小到原来的1/{median}（中位数；{low}至{high}倍）。",
)
GAIN_UNKNOWN = Text(
    "What common worlds gained cannot be told: nothing varies here.", "此处没有变化，无法说明共用世界的收益。"
)
LEFT_OUT = Text(
    "{count} worlds are left out, because a run failed in them.", "有{count}个世界因其中的运行失败而未计入。"
)
MORE_POLICIES = Text(
    "... and {count} policies more; --json lists them all", "……另有{count}项政策；用 --json 可列出全部"
)
COST = Text("{policies} policies x {worlds} worlds = {runs} runs", "{policies}项政策 × {worlds}个世界 = {runs}次运行")
COST_UNDER_SETS = Text(
    "{policies} policies x {sets} parameter sets x {worlds} worlds = {runs} runs",
    "{policies}项政策 × {sets}组参数 × {worlds}个世界 = {runs}次运行",
)
TIME = Text(
    "about {time} on {workers} workers, from {sample} measured runs", "{workers}个进程约需{time}（据{sample}次实测）"
)
DISK = Text("about {megabytes} MB on disk", "约占磁盘{megabytes} MB")
MEMORY = Text("about {megabytes} MB of memory a worker", "每个进程约占内存{megabytes} MB")

MEASURED = Text("measured, and nothing else: {outcomes}", "只测量：{outcomes}")

SIZE = Text("{policies} policies in {worlds} worlds: {runs} runs.", "{policies}项政策，{worlds}个世界：{runs}次运行。")
DRAWING = Text(
    "{runs} runs in {time}. Drawing the figures and writing the report ...",
    "{runs}次运行，用时{time}。正在绘图并撰写报告……",
)
FINDINGS = Text("What changes when one lever changes, against the baseline:", "只改变一个杠杆时，与基准相比的变化：")
REPORT = Text("The report, to open in a browser: {page}", "报告（用浏览器打开）：{page}")
FIGURES = Text("The figures: {figures}   Every run: {table}", "图：{figures}   每次运行：{table}")
TRY_NEXT = Text("What to try next:", "接下来可以试试：")
ONE_POLICY = Text("one policy by itself", "单独看一项政策")
EVERY_DIFFERENCE = Text("every difference with its interval", "所有差异及其区间")
ANOTHER_QUESTION = Text("another question", "另一个问题")
WHAT_CAN_CHANGE = Text("what can be changed", "可以改变什么")

PAGE = Text("The page, on this computer alone: {address}", "网页（仅限本机）：{address}")
END_PAGE = Text("Ctrl-C ends it.", "按 Ctrl-C 结束。")
