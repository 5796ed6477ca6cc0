"""What the explorer says of its own, in both languages; names in braces are filled in by the page."""

from __future__ import annotations

from sim.report import decision_words, words
from sim.report.export import wording as exported
from sim.report.words import Text

TITLE = Text("Explore: {name}", "结果浏览：{name}")
OTHER_LANGUAGE = Text("中文", "English")
SKIP = Text("Skip to the results", "跳到结果")

POLICIES = Text("Choose two policies", "选择两项政策")
POLICY_A = Text("Policy A", "政策A")
POLICY_B = Text("Policy B", "政策B")
PRESET_A = Text("Policy A from the list", "从列表选择政策A")
PRESET_B = Text("Policy B from the list", "从列表选择政策B")
SWAP = Text("Swap A and B", "交换A与B")
WRITTEN_AS = Text(
    "In the lists, policies of the grid are written as: {levers}.", "列表中的网格政策按以下取值书写：{levers}。"
)
ONLY_RUN = Text(
    "Sliders stop only at values that were run. {cells} of {combinations} combinations were run.",
    "滑块只停在运行过的取值上。{combinations}种组合中运行了{cells}种。",
)
ALL_RUN = Text(
    "Sliders stop only at values that were run; all {combinations} combinations were.",
    "滑块只停在运行过的取值上；全部{combinations}种组合均已运行。",
)
NOT_RUN = Text(
    "{policy}: {asked} was not run; the nearest combination that was run is shown, with another {moved}.",
    "{policy}：未运行{asked}这一组合；现显示最接近的已运行组合，{moved}随之改变。",
)
OFF_GRID = Text(
    "{policy} is no combination of the sliders; moving one leaves it for the nearest combination.",
    "{policy}不在滑块的组合之中；移动滑块将转到最接近的组合。",
)
NO_GRID = Text(
    "The policies of this experiment are named one by one, so they are chosen from a list.",
    "本实验的政策是逐项命名的，因此从列表中选择。",
)
DIFFER = Text("A and B differ in", "A与B的不同之处")
DIFFER_NOTHING = Text("A and B are the same policy.", "A与B是同一项政策。")
DIFFER_OTHERWISE = Text(
    "A and B have the same values of these levers; they start from different scenarios.",
    "A与B在这些杠杆上的取值相同，但起点情景不同。",
)
LEVER = words.LEVER

ANSWER = Text("What B changes, compared with A", "与A相比，B带来的变化")
OUTCOME = words.OUTCOME
MEANS = Text("{meaning}.", "{meaning}。")
OUTCOME_SHOWN = Text("Outcome shown", "显示的结果指标")
ASKED = Text("Outcomes of the question", "问题所问的指标")
OTHERS = Text("Other outcomes", "其他指标")
HIGHER = Text(
    "{outcome}: {size} higher under B than under A (95% interval of the difference: {low} to {high}). Reading: "
    "{reading}.",
    "{outcome}：B较A高{size}（差异的95%区间：{low}至{high}）。判读：{reading}。",
)
LOWER = Text(
    "{outcome}: {size} lower under B than under A (95% interval of the difference: {low} to {high}). Reading: "
    "{reading}.",
    "{outcome}：B较A低{size}（差异的95%区间：{low}至{high}）。判读：{reading}。",
)
NEGLIGIBLE = Text(
    "{outcome}: no difference that matters. B − A is {signed}, and its whole 95% interval, {low} to {high}, is smaller "
    "than {matters}.",
    "{outcome}：无实质差异。B − A为{signed}，其整个95%区间（{low}至{high}）小于最小实质差异{matters}。",
)
UNCLEAR = Text(
    "{outcome}: unclear whether B changes anything. B − A is {signed}, and its 95% interval, {low} to {high}, holds "
    "zero.",
    "{outcome}：B是否带来变化尚不明确。B − A为{signed}，其95%区间（{low}至{high}）包含零。",
)
UNCLEAR_AMONG_MANY = Text(
    "{outcome}: unclear whether B changes anything. B − A is {signed} (95% interval {low} to {high}), but among "
    "{family} "
    "differences chance alone gives such intervals (Holm's correction).",
    "{outcome}：B是否带来变化尚不明确。B − A为{signed}（95%区间：{low}至{high}），"
    "但在{family}个差异中，仅凭偶然也会出现这样的区间（Holm校正）。",
)
UNDEFINED_SENTENCE = Text(
    "{outcome}: undefined. Fewer than two worlds give both policies a value.",
    "{outcome}：无定义。两项政策均有取值的模拟世界不足两个。",
)
SAME_POLICY = Text(
    "A and B are the same policy: every difference is exactly zero. Choose another for one of them.",
    "A与B是同一项政策，所有差异都恰为零。请另选其中一项。",
)
BASIS = Text("Rests on {worlds} worlds.", "依据{worlds}个模拟世界。")
BASIS_SOME = Text(
    "Rests on the {worlds} of {all} worlds in which both policies have a value.",
    "依据两项政策均有取值的{worlds}个模拟世界（共{all}个）。",
)
SMALLEST = Text("Smallest difference that matters: {matters}.", "最小实质差异：{matters}。")
NO_SMALLEST = Text("No smallest difference that matters is set.", "未设定最小实质差异。")
NO_FAILURE = Text("No run failed, no world is left out.", "没有运行失败，没有模拟世界被排除。")
SETS = Text(
    "Each world is the mean over {sets} parameter sets; intervals hold luck alone.",
    "每个模拟世界取{sets}组参数的均值；区间只反映随机因素。",
)
OVER_SETS = Text(
    "Under {share} of the {sets} parameter sets the difference has the same sign; 95% of the sets lie between {low} "
    "and "
    "{high}.",
    "在{sets}组参数中，{share}的差异符号相同；95%的参数组介于{low}与{high}之间。",
)

MONTHS_TITLE = Text("Month by month", "逐月变化")
MONTHS_NOTE = Text(
    "Thick line: median over {worlds} worlds; dark band: the middle 50% of worlds; light band: the middle 90%. Thin "
    "line: the other policy's median. Both charts have the same scale, which holds every policy of this file.",
    "粗线：{worlds}个模拟世界的中位数；深色带：居中50%的世界；浅色带：居中90%的世界。细线：另一项政策的中位数。"
    "两图刻度相同，涵盖本文件中的所有政策。",
)
EVERY = Text("One month in {months} is drawn.", "每{months}个月取一点。")
MONTH_AXIS = Text("Month", "月")
MONTHS_ALT = Text(
    "{policy}, {outcome}, month {first} to {last}. Median {start} in the first month and {end} in the last; in the "
    "last month 90% of worlds lie between {low} and {high}. The numbers are in the table below.",
    "{policy}，{outcome}，第{first}至{last}月。中位数首月为{start}，末月为{end}；末月90%的模拟世界介于{low}与{high}之间。"
    "数值见下表。",
)
MONTHS_NOT_KEPT = Text(
    "The months of this outcome were not kept. To keep them, add “{name}” to outcomes in the experiment file and run "
    "it again: {command}",
    "未保留该指标的逐月数据。如需保留，请在实验文件的 outcomes 中加入“{name}”后重新运行：{command}",
)
MONTHS_UNEVEN = Text(
    "The policies of this experiment run for different numbers of months, so their months are not drawn side by side.",
    "本实验各项政策的运行月数不同，因此不并排绘制逐月变化。",
)
MONTHS_UNDEFINED = Text(
    "This outcome is undefined in every month under both policies.", "该指标在两项政策下的每个月均无定义。"
)
MONTHS_TABLE = Text("These months in numbers", "逐月数值")
MONTHS_CAPTION = Text(
    "{outcome} by month: median, and the middle 90% of worlds", "{outcome}的逐月数值：中位数，以及居中90%的模拟世界"
)
MEDIAN = Text("{policy}: median", "{policy}：中位数")
MIDDLE = Text("{policy}: middle 90%", "{policy}：居中90%")

WORLDS_TITLE = Text("World by world", "逐个模拟世界")
WORLDS_NOTE = Text(
    "Each point is a world; a line joins the same world under A and B. Upright bars: means.",
    "每点为一个模拟世界，连线表示A与B下的同一世界。竖线为均值。",
)
WORLDS_ALT = Text(
    "{outcome} of each world: mean {a} under A (from {lowest_a} to {highest_a}), {b} under B (from {lowest_b} to "
    "{highest_b}).",
    "{outcome}在各模拟世界中的取值：A的均值为{a}（{lowest_a}至{highest_a}），B的均值为{b}（{lowest_b}至{highest_b}）。",
)
DIFFERENCES_TITLE = Text("Difference in each world, B − A", "各模拟世界中的差异，B − A")
DIFFERENCES_NOTE = Text(
    "Bar: 95% interval of the mean difference. Shaded: smaller than the smallest difference that matters.",
    "横条：差异均值的95%区间。阴影：小于最小实质差异。",
)
DIFFERENCES_ALT = Text(
    "Differences of {worlds} worlds, from {lowest} to {highest}; {above} above zero, {below} below.",
    "{worlds}个模拟世界的差异，{lowest}至{highest}；{above}个大于零，{below}个小于零。",
)
ONE_WORLD = Text("World {world}: {value}", "模拟世界{world}：{value}")
UNDEFINED_EVERYWHERE = Text(
    "No world gives both policies a value of this outcome.", "没有模拟世界同时给出两项政策在该指标上的取值。"
)

TABLE_TITLE = Text("All outcomes", "全部指标")
CAPTION = Text(
    "Paired differences, B − A, in the same worlds. A: {a}. B: {b}.",
    "相同模拟世界中的配对差异（B − A）。A：{a}。B：{b}。",
)
DIFFERENCE = Text("B − A", "B − A")
INTERVAL = words.INTERVAL
BETWEEN_SETS = Text("Between sets", decision_words.BETWEEN_SETS.zh)
SAME_SIGN = Text("Same sign", decision_words.SAME_SIGN.zh)
SETS_NOTE = decision_words.SETS_NOTE
MATTERS = Text("Smallest that matters", exported.MATTERS.zh)
WORLDS = words.WORLDS
READING = words.READING
RANGE = words.RANGE
TABLE_NOTE = Text(
    "A reading needs an interval without zero and survives Holm's correction for {family} differences: every policy of "
    "this file against A, on every outcome above. With the baseline as A, these are the numbers of: {command}",
    "判读要求区间不含零，并通过对{family}个差异的Holm校正：本文件中每项政策与A相比，涵盖上表所有指标。"
    "以基准为A时，数字与此命令相同：{command}",
)
EACH_NAME = Text("… (each of them)", "……（逐项列出）")
OTHERS_NOTE = Text(
    "The results hold {count} more outcomes; for a file with them, make it again with --outcomes and their names "
    "(--outcomes all: every one).",
    "结果中另有{count}个指标；如需包含，请用 --outcomes 加指标名重新生成（--outcomes all 为全部）。",
)
CHOSEN = Text("shown above", "上方所示")

ABOUT_TITLE = Text("What this file is", "关于本文件")
HOW_TITLE = Text("How to read it", "如何阅读")
DETAILS_TITLE = words.REPRODUCE
HOW = (
    Text(
        "A world is one course of luck: who falls ill, who leaves, who hears of an activity. All policies meet the "
        "same worlds, and differences are taken within a world.",
        "一个模拟世界是一种随机进程：谁生病、谁离职、谁得知某项活动。各项政策面对相同的模拟世界，差异在同一世界内计算。",
    ),
    words.CHANCE_ONLY,
    words.LIMIT_FORECAST,
    words.LIMIT_ASSUMPTIONS,
    Text(
        "Whoever looks at many policies finds some that seem large by luck alone: a policy that was picked here for "
        "its size should be run again in new worlds (another seed) before use.",
        "翻看许多政策，总会有一些仅因偶然而显得效果很大：在此因效果大而被选中的政策，使用前应在新的模拟世界（另一种子）中重新运行。",
    ),
)
COMMAND_SWEEP = words.COMMAND
COMMAND_FILE = Text("Make this file again with", "重新生成本文件的命令")
WHY = words.WHY

UNDEFINED = words.UNDEFINED
LEFT_OUT_NOTE = words.LEFT_OUT_NOTE
FAILED_NOTE = words.FAILED_NOTE
LIST_MARK = words.LIST_MARK
