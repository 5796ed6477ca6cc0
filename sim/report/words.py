"""Every sentence and label of figures and reports, once, in English and in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; names in braces are filled in when it is said."""

    en: str
    zh: str

    def say(self, lang: Language, **values: object) -> str:
        """Give the sentence in one language with its values filled in."""
        return (self.zh if lang == "zh" else self.en).format(**values)


def language_option(lang: Language) -> str:
    """How a command that is suggested goes on in the reader's language."""
    return "" if lang == "en" else f" --lang {lang}"


# Names of things on axes and in tables
BASELINE = Text("Baseline", "基准")
MONTH = Text("Month since the start", "起始后的月数")
POLICY = Text("Policy", "政策")
OUTCOME = Text("Outcome", "结果指标")
LEVER = Text("Lever", "政策杠杆")
LEVER_PATH = Text("Name in files", "文件中的名称")
UNIT = Text("Unit", "单位")
VALUES = Text("Values compared", "比较的取值")
BASELINE_VALUE = Text("Value in the baseline", "基准取值")
BASELINE_MEAN = Text("Baseline mean", "基准均值")
POLICY_MEAN = Text("Policy mean", "政策均值")
DIFFERENCE = Text("Difference", "差异")
INTERVAL = Text("95% interval", "95%区间")
WORLDS = Text("Worlds", "模拟世界数")
READING = Text("Reading", "判读")
ON = Text("on", "是")
OFF = Text("off", "否")
UNDEFINED = Text("undefined", "无定义")
UNIT_OF = Text("{label} ({unit})", "{label}（{unit}）")
UNIT_BELOW = Text("{label}\n({unit})", "{label}\n（{unit}）")
PAIR = Text("{first}: {second}", "{first}：{second}")
LIST_MARK = Text(", ", "、")
CLAUSE_MARK = Text("; ", "；")
PARTS_MARK = Text(" / ", " / ")
NAMED_VALUE = Text("{name} {value}", "{name}{value}")
NAMED_SWITCH = Text("{name} {value}", "{name}：{value}")
JOINED = Text("{first} {second}", "{first}{second}")
RANGE = Text("{low} to {high}", "{low}至{high}")

# What a lever that is chosen from a list can be
CHOICES = {
    "agencies": Text("agencies", "社工机构"),
    "all": Text("all of them", "各类主体"),
    "committee": Text("committee", "居委会"),
    "committees": Text("committees", "居委会"),
    "contract": Text("contract", "合同委托"),
    "emerging": Text("emerging", "自发产生"),
    "expert": Text("experts", "专家"),
    "funder": Text("funder", "政府购买方"),
    "fund": Text("community fund", "社区发展基金"),
    "government": Text("government", "政府"),
    "grant": Text("grant", "补助"),
    "groups": Text("community organisations", "社区社会组织"),
    "imposed": Text("imposed", "外部设定"),
    "organisation": Text("organisation", "社会组织"),
    "per_unit": Text("subsidy per contact", "按量补贴"),
    "post": Text("posts", "岗位购买"),
    "residents": Text("residents", "居民"),
    "venture": Text("venture", "公益创投"),
}

# Readings of an interval
BETTER = Text("better", "更好")
WORSE = Text("worse", "更差")
HIGHER = Text("higher", "更高")
LOWER = Text("lower", "更低")
UNCLEAR = Text("unclear", "尚不明确")
NEGLIGIBLE = Text("no difference that matters", "无实质差异")

# Figures
BETTER_RIGHT = Text("worse ←  → better", "更差 ←  → 更好")
BETTER_LEFT = Text("better ←  → worse", "更好 ←  → 更差")
NO_DIRECTION = Text("lower ←  → higher", "更低 ←  → 更高")
FAN_TITLE = Text("How outcomes move month by month under each policy", "各项政策下结果指标的逐月变化")
FAN_LEVER_TITLE = Text(
    "How outcomes move month by month, by {lever}",
    "{lever}不同时结果指标的逐月变化",
)
FAN_NOTE = Text(
    "Lines: mean over {worlds} worlds; bands: 95% interval of the mean, cut at values that cannot be. "
    "All policies meet the same worlds.",
    "线：{worlds}个模拟世界的均值；色带：均值的95%区间，在不可能的取值处截断。各项政策面对相同的模拟世界。",
)
FAN_FIXED = Text("Other levers: {levers}.", "其余杠杆：{levers}。")
FOREST_TITLE = Text(
    "What each policy changes, compared with the baseline in the same worlds",
    "与相同模拟世界中的基准相比，各项政策带来的变化",
)
FOREST_AXIS = Text("difference ({unit})", "差异（{unit}）")
FOREST_NOTE = Text(
    "Points: mean paired difference over {worlds} worlds; bars: 95% interval. Filled: the interval leaves out zero. "
    "Hollow: it holds zero. Shaded: smaller than the smallest difference that matters.",
    "点：{worlds}个模拟世界的配对差异均值；横线：95%区间。实心：区间不含零；空心：区间含零。阴影：小于最小实质差异。",
)
ROWS_NOTE = Text("Rows are named by their values of: {levers}.", "各行以下列杠杆的取值命名：{levers}。")
HEAT_TITLE = Text(
    "{outcome}: difference to the baseline by {across} and {down}",
    "{outcome}：{across}与{down}共同变动时与基准的差异",
)
HEAT_SCALE = Text("difference to the baseline ({unit})", "与基准的差异（{unit}）")
HEAT_NOTE = Text(
    "Numbers: mean paired difference over {worlds} worlds. ● : its 95% interval leaves out zero. "
    "Framed: the baseline. Darker: further from zero.",
    "数值：{worlds}个模拟世界的配对差异均值。●：95%区间不含零。框线：基准。颜色越深，离零越远。",
)
LEFT_OUT_NOTE = Text(
    "Worlds left out for every policy because a run failed in them: {left_out}.",
    "因有运行失败而对所有政策都未计入的模拟世界：{left_out}个。",
)
FAILED_NOTE = Text("Runs that failed and are not shown: {failed}.", "运行失败而未予显示：{failed}次。")
FIGURE_NUMBER = Text("Figure {number}", "图{number}")
TABLE_NUMBER = Text("Table {number}", "表{number}")
PRINT_FILES = Text("For print: figures/{svg}, figures/{png}", "印刷用文件：figures/{svg}、figures/{png}")
CAPTION = Text("{number}. {title}", "{number}  {title}")

# Validation
VALIDATION_TITLE = Text("Is the model like what is known?", "模型与已知事实是否相符？")
VALIDATION_FACTS = Text("Facts the model was fitted to", "模型据以校准的事实")
VALIDATION_PATTERNS = Text("Patterns the model must show", "模型应呈现的规律")
VALIDATION_BAND = Text("place within the band that counts as met", "在达标区间中的位置")
VALIDATION_SHOWS = Text("shows", "呈现")
VALIDATION_GOES = Text("goes without its cause", "去除成因后消失")
VALIDATION_NOTE = Text(
    "Facts: bars are 95% intervals of the mean over {worlds} worlds that the fitting never saw; grey, the band; ticks, "
    "the sources' values. Patterns: filled, as stated; hollow, not. Model version {model}.",
    "事实：横线为{worlds}个未用于校准的模拟世界均值的95%区间；灰色为达标区间；竖线为文献数值。"
    "规律：实心表示如所述，空心表示否。模型版本{model}。",
)
VERDICTS = {
    "met": Text("met", "达标"),
    "unclear": Text("unclear: more worlds needed", "尚不明确：需更多模拟世界"),
    "missed": Text("MISSED", "未达标"),
}
VERDICT_SHOWN = Text("shown, and gone without its cause", "呈现，去除成因后消失")
VERDICT_NOT_SHOWN = Text("NOT SHOWN as stated", "未如所述呈现")
VERDICT_STAYS = Text("shown, but STAYS without its cause", "呈现，但去除成因后仍在")

# Alternative texts for readers who do not see the figure
FAN_ALT = Text(
    "Small multiples of monthly lines with bands: {outcomes}; one line for each of {policies}. "
    "Values at the end of the period are in the comparison table.",
    "逐月折线与色带的小型多图：{outcomes}；每条线代表一项：{policies}。期末数值见比较表。",
)
FOREST_ALT = Text(
    "Points with horizontal bars, one row for each of {count} policies and one panel for each outcome: {outcomes}. "
    "The numbers are in the comparison table.",
    "带横线的点图，共{count}项政策，每项一行；每个结果指标一栏：{outcomes}。数值见比较表。",
)
HEAT_ALT = Text(
    "A grid of differences in {outcome}: columns are values of {across}, rows are values of {down}. "
    "The largest cell is {largest}, the smallest {smallest}.",
    "{outcome}差异的网格：列为{across}的取值，行为{down}的取值。最大单元格为{largest}，最小为{smallest}。",
)

# Findings
AS_POLICY = Text("Under “{policy}”", "在“{policy}”下")
AS_CHANGE = Text("With {lever} at {value} instead of {base}", "{lever}由{base}改为{value}时")
AS_SWITCH = Text("With {lever} {value} instead of {base}", "{lever}由“{base}”改为“{value}”时")
AS_VALUES = Text("With {values}", "当{values}时")
FOUND_HIGHER = Text(
    "{subject}: {outcome} {size} higher than in the baseline (95% interval of the difference: {low} to {high}).",
    "{subject}，{outcome}较基准高{size}（差异的95%区间：{low}至{high}）。",
)
FOUND_LOWER = Text(
    "{subject}: {outcome} {size} lower than in the baseline (95% interval of the difference: {low} to {high}).",
    "{subject}，{outcome}较基准低{size}（差异的95%区间：{low}至{high}）。",
)
FOUND_UNCLEAR = Text(
    "{subject}: unclear whether there is any change in {outcome}. The difference is {signed}, and its 95% interval, "
    "{low} to {high}, holds zero.",
    "{subject}，{outcome}是否变化尚不明确：差异为{signed}，其95%区间（{low}至{high}）包含零。",
)
FOUND_UNCLEAR_AMONG_MANY = Text(
    "{subject}: unclear whether there is any change in {outcome}. The difference is {signed} (95% interval {low} to "
    "{high}), but among {family} comparisons chance alone gives such intervals (Holm's correction).",
    "{subject}，{outcome}是否变化尚不明确：差异为{signed}（95%区间：{low}至{high}），"
    "但在{family}项比较中，仅凭偶然也会出现这样的区间（Holm校正）。",
)
FOUND_NEGLIGIBLE = Text(
    "{subject}: no difference that matters in {outcome}. The whole 95% interval of {signed}, {low} to {high}, is "
    "smaller than {matters}.",
    "{subject}，{outcome}没有实质差异：{signed}（95%区间：{low}至{high}），整个区间小于最小实质差异{matters}。",
)
FOUND_UNDEFINED = Text(
    "{subject}: {outcome} undefined. No pair of worlds gives it a value, so nothing is said of it.",
    "{subject}，{outcome}无定义：没有一对模拟世界给出取值，因此不作判断。",
)
COUNT_DIRECTED = Text(
    "{count} policies were compared with the baseline on {outcome}: better {up}, worse {down}, without a difference "
    "that matters {negligible}, unclear {unclear}.",
    "就{outcome}而言，{count}项政策与基准相比：更好{up}项，更差{down}项，无实质差异{negligible}项，尚不明确{unclear}项。",
)
COUNT_NEUTRAL = Text(
    "{count} policies were compared with the baseline on {outcome}: higher {up}, lower {down}, without a difference "
    "that matters {negligible}, unclear {unclear}.",
    "就{outcome}而言，{count}项政策与基准相比：更高{up}项，更低{down}项，无实质差异{negligible}项，尚不明确{unclear}项。",
)
COUNT_UNDEFINED = Text("Undefined: {count}.", "无定义{count}项。")
ALSO = Text("{subject}: {changes}.", "{subject}：{changes}。")
ALSO_CHANGE = Text("{outcome} {signed} ({low} to {high}; {reading})", "{outcome}{signed}（{low}至{high}；{reading}）")
ALSO_NOTHING = Text(
    "{subject}: no other outcome of this experiment clearly changes.",
    "{subject}：本实验的其他指标均无明显变化。",
)
LARGEST = Text("Among the {count}, the largest gain is this. {finding}", "{count}项中改善最大的：{finding}")
LARGEST_NEUTRAL = Text("Among the {count}, the largest change is this. {finding}", "{count}项中变化最大的：{finding}")
PICKED = Text(
    "It was picked as the largest of many, so its size is probably overstated; run it again in new worlds before use.",
    "它是从多项中选出的最大值，其大小很可能被高估；使用前请在新的模拟世界中重新运行。",
)
NO_COMPARISON = Text(
    "This experiment has no policy beside the baseline, so there is nothing to compare.",
    "本实验除基准外没有其他政策，因此无可比较。",
)
SIDE_EFFECTS = Text("Which other outcomes clearly change", "还有哪些指标明显变化")
CHANCE_ONLY = Text(
    "The intervals hold the chance differences between worlds, not the uncertainty of the model's assumptions.",
    "区间只反映各模拟世界之间的随机差异，不包含模型假设的不确定性。",
)

# Headings and page one
REPORT = Text("Policy experiment: {name}", "政策实验：{name}")
QUESTION = Text("The question", "问题")
WHY = Text("Why it matters: {why}", "为何重要：{why}")
ANSWER = Text("The answer", "回答")
FIGURES = Text("Figures", "图")
LEVERS_AND_POLICIES = Text("Levers and policies", "杠杆与政策")
POLICIES = Text("The policies compared", "所比较的政策")
LEVERS = Text("The levers that differ between policies", "各项政策之间不同的杠杆")
READING_NOTE = Text(
    "A reading needs an interval without zero and survives Holm's correction for the {family} comparisons of this "
    "report. “No difference that matters”: the whole interval is smaller than the smallest difference that matters.",
    "判读要求区间不含零，并通过对本报告{family}项比较的Holm校正。“无实质差异”：整个区间小于最小实质差异。",
)
COMPARISON = Text("Paired differences to the baseline", "与基准的配对差异")
ABOUT_MODEL = Text("What the model is, and is not", "模型是什么，不是什么")
REPRODUCE = Text("To get the same numbers again", "如何重现同样的数字")
NEXT = Text("What to try next", "下一步可以尝试")

# Provenance
EXPERIMENT = Text("Experiment", "实验")
SCENARIO = Text("Scenario", "情景")
SEED = Text("Seed of all worlds", "模拟世界的随机种子")
RUNS = Text("Runs", "运行次数")
RUNS_COUNTED = Text("{done} finished, {failed} failed", "完成{done}次，失败{failed}次")
FINGERPRINT = Text("Fingerprint of the scenario", "情景指纹")
PLAN = Text("Fingerprint of the plan", "计划指纹")
MODEL_VERSION = Text("Version of the model's code", "模型代码版本")
NUMERIC = Text("Numeric fingerprint of the machine", "机器数值指纹")
VERSION = Text("Version", "版本")
VERSIONS = Text("Libraries", "软件库")
COMMIT = Text("Commit", "提交")
CHANGED_SINCE = Text("{commit}, with changes that are not committed", "{commit}（另有未提交的改动）")
RESULTS_HASH = Text("SHA-256 of results.parquet", "results.parquet的SHA-256")
COMMAND = Text("Run it again with", "重新运行的命令")
REPORT_COMMAND = Text("Make this page again with", "重新生成本页的命令")
REPRODUCE_HOW = Text(
    "The same version, experiment file and seed give the same results file to the last bit on every machine with the "
    "same numeric fingerprint, whatever the number of processes and however often the sweep was interrupted.",
    "在数值指纹相同的机器上，相同的版本、实验文件和种子会得到逐位相同的结果文件，与进程数量和中断次数无关。",
)

# The model and its limits
MODEL_IS = Text(
    "An agent-based model of neighbourhoods in which residents, social workers, residents' committees, social "
    "organisations and a government funder meet month by month. A policy sets levers; chance is the same for every "
    "policy in the same world, so that a difference between two policies in one world comes from the policy.",
    "一个社区层面的智能体模型：居民、社会工作者、居委会、社会组织和政府购买方逐月互动。"
    "政策设定杠杆；在同一个模拟世界中，各项政策面对相同的随机事件，因此同一模拟世界中两项政策之间的差异来自政策本身。",
)
LIMIT_FORECAST = Text(
    "It is no forecast of any city. Read the differences between policies, not the levels.",
    "它不是对任何城市的预测。请看政策之间的差异，而不是水平值。",
)
LIMIT_SOURCES = Text(
    "The numbers it is fitted to come from press reports or single surveys.",
    "用于校准的数字来自新闻报道或单次调查。",
)
LIMIT_ASSUMPTIONS = Text(
    "Most effect sizes in its mechanisms are assumptions with a stated range, not measurements.",
    "机制中的大多数效应大小是给出范围的假设，而非测量值。",
)
LIMIT_STABLE = Text(
    "Only differences that stay the same over every set of assumptions the facts leave open may be stated as findings. "
    "This page varies chance, not assumptions: test the ones that matter to you before you rely on them.",
    "只有在事实未排除的所有假设组合下都保持不变的差异，才可作为结论。"
    "本页只改变随机因素，不改变假设：依据它们行事之前，请先检验对您重要的假设。",
)
LIMIT_MEASURE = Text(
    "What an evaluation costs an organisation, how late payments come and how large reserves are should be measured "
    "first: three short surveys of organisations would remove more uncertainty than any new calibration.",
    "应首先测量：一次评估给机构带来的成本、拨款滞后的时间以及机构储备的规模。"
    "三项简短的机构调查所消除的不确定性，会多于任何重新校准。",
)
GLYPHS_MISSING = Text(
    "The typeface has no glyph for {characters}; figures show an empty box in their place.",
    "字体缺少以下字符：{characters}；图中以空框显示。",
)

# What to try next
NEXT_WORLDS = Text(
    "Some comparisons are unclear: raise “worlds” in the experiment file and sweep again; intervals shrink with the "
    "square root of the number of worlds.",
    "部分比较尚不明确：提高实验文件中的“worlds”后重新运行；区间随模拟世界数的平方根缩小。",
)
NEXT_ONE = Text("Look at one policy month by month:", "逐月查看一项政策：")
NEXT_LEVERS = Text("List every lever with its unit and bounds:", "列出所有杠杆及其单位和范围：")
NEXT_COPY = Text(
    "Ask your own question: copy the experiment file, change its policies or axes, and sweep:",
    "提出自己的问题：复制实验文件，修改其中的政策或取值轴，然后运行：",
)
NEXT_COMPARE = Text("Compare on another outcome:", "比较另一个结果指标：")

# Printed pages
PAGE = Text("{number} of {count}", "第{number}页，共{count}页")
