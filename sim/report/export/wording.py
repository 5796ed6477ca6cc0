"""What exported files say of their own, in English and in Chinese."""

from __future__ import annotations

from sim.report.words import Text

# Columns that every export has
RUN = Text("Run", "运行编号")
RUN_MEANING = Text("Place of the run in the plan, from 0", "运行在计划中的序号，从0开始")
KEY = Text("Key of the run", "运行的键")
KEY_MEANING = Text(
    "SHA-256 of all that decides the run's numbers: scenario, world, version of the model",
    "决定该运行数值的全部输入（情景、模拟世界、模型版本）的SHA-256",
)
POLICY_NAME = Text("Policy (name in files)", "政策（文件中的名称）")
POLICY_NAME_MEANING = Text("The policy of the run, by its name", "该运行的政策名称")
POLICY_CODE = Text("Policy", "政策")
POLICY_CODE_MEANING = Text("The policy of the run as a number; 0 is the baseline", "该运行的政策编号；0为基准")
POLICY_LABEL = Text("Policy (label)", "政策（标签）")
POLICY_LABEL_MEANING = Text("The policy of the run as readers know it", "该运行的政策标签")
WORLD = Text("World", "模拟世界")
WORLD_MEANING = Text(
    "The course of luck that the run met, from 0; the same number is the same luck for every policy",
    "该运行所处的随机世界，从0开始；同一编号对各项政策意味着同样的随机事件",
)
SET = Text("Parameter set", "参数组")
SET_MEANING = Text("The set of uncertain values of the run", "该运行所用的不确定参数组")
MONTH = Text("Month", "月")
MONTH_MEANING = Text("Month of the run, from 0 at the start of the policy", "运行的月份，从政策开始时的0起计")
UNKNOWN_MEANING = Text("Not declared in this version of the laboratory", "本版本未声明此变量")

# What a number is
SUMMARIES = {
    "last_year": Text(
        "One number a run: mean of the last twelve months in which it is defined",
        "每次运行一个数：最后十二个月中有定义各月的均值",
    ),
    "mean": Text("One number a run: mean of all months in which it is defined", "每次运行一个数：有定义各月的均值"),
    "total": Text("One number a run: sum over all months", "每次运行一个数：各月合计"),
    "end": Text("One number a run: the last month", "每次运行一个数：最后一个月的值"),
}
MONTHLY = Text("One number a run and month: the value in that month", "每次运行每月一个数：该月的值")
MEANT = Text("{meaning}. {how}", "{meaning}。{how}")
NEVER_MISSING = Text("Never missing", "无缺失")
MISSING_OUTCOME = Text(
    "Undefined in that run or month: there was nothing to measure (not zero, not a failed run)",
    "在该运行或该月无定义：没有可测量的对象（不是零，也不是运行失败）",
)
TEXT_UNIT = Text("text", "文本")
MONTH_UNIT = Text("months", "个月")

# Notes
NOTE = Text("Note", "项目")
VALUE = Text("Value", "内容")
WHY = Text("Why it is asked", "提问缘由")
POLICIES_COUNT = Text("Policies", "政策数")
WRITTEN_AS = Text("How policies are written", "政策的写法")
WRITTEN_AS_TOLD = Text("by their values of: {levers}", "依次为下列杠杆的取值：{levers}")
READINGS = Text("How readings are made", "判读的依据")
SETS_COUNT = Text("Parameter sets", "参数组数")
FAILED = Text("Failed runs", "失败的运行")
NO_FAILURE = Text("none: every run of the plan is in the tables", "无：计划中的每次运行均在表中")
FAILED_TOLD = Text(
    "{count} of {runs} runs failed and are in no table: {which}", "{runs}次运行中有{count}次失败，不在任何表中：{which}"
)
ONE_FAILED = Text("run {run} ({policy}, world {world}: {status})", "运行{run}（{policy}，模拟世界{world}：{status}）")
ONE_FAILED_UNDER = Text(
    "run {run} ({policy}, set {under}, world {world}: {status})",
    "运行{run}（{policy}，参数组{under}，模拟世界{world}：{status}）",
)
STATUSES = {
    "error": Text("error", "出错"),
    "timeout": Text("too slow", "超时"),
    "memory": Text("out of memory", "内存不足"),
    "crash": Text("crashed", "崩溃"),
}
MORE_FAILED = Text("and {count} more in failed/", "另有{count}次见failed/")
LEFT_OUT = Text("Worlds left out of the comparison", "未计入比较的模拟世界")
NO_LEFT_OUT = Text("none", "无")
LEFT_OUT_TOLD = Text(
    "{count} of {worlds}, for every policy, because a run failed in them: {which}. "
    "Their other runs are in the run and month tables.",
    "{worlds}个中的{count}个，因其中有运行失败而对所有政策都未计入：{which}。其余运行仍在运行表和逐月表中。",
)
MISSING = Text("Missing values", "缺失值")
MISSING_TOLD = Text(
    "An empty cell (. in Stata, system-missing in SPSS, NA in R) means that the outcome is undefined there: there was "
    "nothing to measure. It never stands for zero. Undefined values in the run table: {count}.",
    "空单元格（Stata中为“.”，SPSS中为系统缺失，R中为NA）表示该处指标无定义，即没有可测量的对象，绝不代表零。"
    "运行表中无定义的值：{count}个。",
)
UNITS = Text("Units", "单位")
UNITS_TOLD = Text(
    "Values stand in the units of the codebook: shares as 0 to 1, money in yuan.",
    "数值采用编码簿中的单位：比例为0至1，金额为元。",
)
INTERVALS = Text("Intervals", "区间")
GUARD = Text("Texts that begin like a formula", "以公式符号开头的文本")
GUARD_TOLD = Text(
    "In CSV and Excel files a text that begins with = + - or @ has an apostrophe in front, so that no spreadsheet runs "
    "it. Stata, SPSS and Parquet files have it as it was.",
    "在CSV和Excel文件中，以 = + - @ 开头的文本前加有撇号，以免电子表格将其当作公式执行；"
    "Stata、SPSS和Parquet文件保留原文。",
)
EXPORT_COMMAND = Text("Make these files again with", "重新生成这些文件的命令")
LIMITS = Text("What the model is not", "模型不是什么")
NOT_COMPARED = Text("Comparison", "比较")
ROWS_LEFT_OUT = Text("Rows that are not shown", "未显示的行")
ROWS_LEFT_OUT_TOLD = Text(
    "The sheet “{sheet}” shows the first {shown} of {rows} rows; the CSV files and `sanshe compare --json` have all.",
    "工作表“{sheet}”仅显示{rows}行中的前{shown}行；全部内容见CSV文件和 `sanshe compare --json`。",
)

# Sheets and columns of the workbook
SHEET_COMPARISON = Text("Comparison", "比较")
SHEET_OUTCOMES = Text("Outcomes", "结果指标")
SHEET_POLICIES = Text("Policies", "政策")
SHEET_CODEBOOK = Text("Codebook", "编码簿")
SHEET_NOTES = Text("Notes", "说明")
LOW = Text("95% interval, low", "95%区间下限")
HIGH = Text("95% interval, high", "95%区间上限")
HOLM = Text("p (Holm)", "p值（Holm校正）")
UNDEFINED_WORLDS = Text("Worlds without a value", "无定义的模拟世界数")
SET_LOW = Text("Over parameter sets, low", "各参数组，下限")
SET_HIGH = Text("Over parameter sets, high", "各参数组，上限")
SAME_SIGN = Text("Share of sets with the same sign", "符号一致的参数组比例")
BETTER = Text("Better", "更好的方向")
DIRECTIONS = {
    "higher": Text("higher", "越高越好"),
    "lower": Text("lower", "越低越好"),
    "neutral": Text("neither", "无优劣"),
}
MATTERS = Text("Smallest difference that matters", "最小实质差异")
MEANING = Text("Meaning", "含义")
SOURCE = Text("Source", "来源")
UNDEFINED_RUNS = Text("Runs without a value", "无定义的运行数")
RUNS_FINISHED = Text("Runs finished", "完成的运行数")
