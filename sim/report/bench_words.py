"""What the comparison of speed says, in both languages."""

from __future__ import annotations

from sim.report.words import Text

WHOLE_MONTH = Text("sanshe, all of a month", "sanshe（整月，含机构）")
ON_THREADS = Text("sanshe, all of a month, two threads, by the clock", "sanshe（整月，两个线程，实际时间）")
NS = Text("Nanoseconds for a month of one resident", "每位居民每月所需纳秒数")
RATIO = Text("Times as long as sanshe takes", "所需时间为 sanshe 的倍数")
HELD = Text("Bytes held at most for each resident", "每位居民占用内存峰值（字节）")
AFTER = Text("The same {residents:,} residents after a year", "同样的{residents:,}位居民一年之后")
MEMORY = Text("How far from the machine's memory", "距内存带宽上限有多远")
WAITING = Text("What people wait for", "用户等待的时间")
SWEEPS = Text(
    "A small Mesa model, {few:,} and {runs:,} runs on {workers} workers: seconds of all processors",
    "小型 Mesa 模型，{workers} 个进程上运行{few:,}次与{runs:,}次：处理器时间合计",
)
RESIDENTS = Text("residents", "居民数")
POWER = Text("grows to the power", "增长指数")
QUANTITY = Text("quantity", "数量")
VALUE = Text("value", "数值")
UNIT = Text("unit", "单位")
RUNNER = Text("runner", "运行方式")
START = Text("to start and end (s)", "启动与结束（秒）")
EACH = Text("each run more (ms)", "每多一次运行（毫秒）")
LEFT_OUT = Text("({seconds:,.0f} s a month)", "（每月{seconds:,.0f}秒）")
FAULT = Text("(failed)", "（失败）")
FAILED = Text("{label}, {residents:,} residents: {fault}", "{label}，{residents:,}位居民：{fault}")
STATES = {
    "in need": Text("share in need", "有需求的比例"),
    "satisfied": Text("share satisfied", "满意的比例"),
    "active this month": Text("share active this month", "本月参与的比例"),
    "trust in committee": Text("mean trust in committee", "对居委会的平均信任"),
    "trust in organisations": Text("mean trust in organisations", "对社会组织的平均信任"),
    "tie": Text("mean tie to a worker", "与社工的平均联系强度"),
}
READ = Text("read from memory for a resident-month, at most", "每位居民每月读取内存，至多")
WRITTEN = Text("written to memory for a resident-month, at most", "每位居民每月写入内存，至多")
TRIAD = Text("triad of this machine, threads: {threads}", "本机三元组带宽，线程数：{threads}")
MOVING = Text("moving those bytes at the triad's speed, one thread", "按单线程三元组带宽搬运上述字节")
TAKEN = Text("a resident-month here, {residents:,} residents", "此处每位居民每月，{residents:,}位居民")
SHARE = Text("part of it that memory would take", "其中内存搬运所占")
COLD = Text("first run ever: everything is compiled", "首次运行：全部编译")
WARM = Text("first run of a process, compiled before", "进程内首次运行（已编译）")
RUN = Text(
    "a run, {months} months of {residents:,} residents: fastest, median",
    "一次运行，{months}个月、{residents:,}位居民：最快、中位数",
)
RUN_IN_SWEEP = Text(
    "in a sweep, where the world has been met before and a few policies live abreast: fastest, median",
    "扫描中的一次运行（同一世界此前已出现，几项政策并进）：最快、中位数",
)
RUN_ASKED = Text(
    'the same, measuring one outcome (`measure = "asked"`) instead of all: fastest, median',
    '同上，只测量一项结果指标（`measure = "asked"`）而非全部：最快、中位数',
)
FACTORIAL = Text(
    "a sweep of {policies} policies in {worlds} worlds, {runs:,} runs of the model on {workers} workers, by the clock",
    "{policies}个政策、{worlds}个模拟世界的扫描，共{runs:,}次模型运行，{workers}个工作进程（实际时间）",
)
FACTORIAL_ASKED = Text(
    'the same, measuring one outcome (`measure = "asked"`) instead of all',
    '同上，只测量一项结果指标（`measure = "asked"`）而非全部',
)
FIRST = Text(
    "first answer of a sweep on {workers} workers, by the clock", "扫描得到首个结果（{workers} 个进程，实际时间）"
)
HELP = Text("sanshe --help, by the clock", "sanshe --help（实际时间）")
BEYOND = Text("sanshe sweep, runs of {ms:g} ms, beyond these", "sanshe sweep，{ms:g}毫秒的运行，额外开销")
END, OBSERVING = "end of month", "observing"
"""Names of what is no mechanism in a profile."""
SPENT = Text("What a month's time goes to, on one thread, under a profiler", "一个月的时间用在哪里（单线程，性能分析）")
LINE = Text("line of the month", "当月步骤")
OF_RESIDENTS = Text("{residents:,} residents (µs a month)", "{residents:,}位居民（每月微秒）")
EACH_RESIDENT = Text("ns a resident", "每位居民纳秒")
PART = Text("part (%)", "占比（%）")
MONTH_ENDS = Text("the ledger is balanced, the calendar turned", "账目核对，月份推进")
MONTH_IN_ALL = Text("the month in all", "全月合计")
LOOKED_AT = Text("looking at all outcomes, where asked for", "观测全部结果指标（仅在需要时）")
ON_CLUSTER = Text(
    "What a task carries on a Dask cluster of {workers} workers on this computer",
    "Dask 集群中每个任务承载的运行（本机 {workers} 个工作进程）",
)
MODEL_RUNS = Text("the demonstration's runs", "示例实验的运行")
SHORT_RUNS = Text("runs of 2 ms", "2 毫秒的运行")
RUNS = Text("runs", "运行数")
TASKS = Text("tasks", "任务数")
RUNS_A_TASK = Text("runs a task, mean", "每个任务的运行数（平均）")
SECONDS_A_TASK = Text("seconds a task, mean", "每个任务的秒数（平均）")
MIDDLE_SECONDS = Text("seconds a task, median of the sweep's middle half", "每个任务的秒数（扫描中段的中位数）")
AT_WORK = Text("part of the workers' time spent in tasks (%)", "工作进程用于任务的时间（%）")
NO_CLUSTER = Text(
    "Dask is not installed, so no cluster was measured; to install it: pip install 'sanshe[dask]'",
    "未安装 Dask，故未测量集群；安装方法：pip install 'sanshe[dask]'",
)
NOT_INSTALLED = Text(
    "Not installed, so not measured: {names}; to install them: pip install 'sanshe[bench]'",
    "未安装，故未测量：{names}；安装方法：pip install 'sanshe[bench]'",
)
NOT_TO_BE_HAD = Text(
    "mesa-frames is left out: the version that is published asks for NumPy 1.26, the model for NumPy 2.",
    "未包含 mesa-frames：其已发布版本要求 NumPy 1.26，而本模型要求 NumPy 2。",
)
AGREE = Text(
    "All versions live by the same rules: after a year none differs from the model by more than luck.",
    "各版本遵循相同规则：一年之后，与模型的差异均不超过偶然波动。",
)
MACHINE = Text(
    "Python {python}, {packages}; {processor}, {cores} cores; resident months on one thread, processor time",
    "Python {python}，{packages}；{processor}，{cores} 核；居民月以单线程处理器时间计",
)
BUSY = Text(
    "The computer was busy with other work when this began (load {load:.1f} on {cores} cores): times are longer than "
    "they need be, and ratios uncertain.",
    "开始测量时本机正忙于其他工作（{cores} 核，负载{load:.1f}）：所需时间偏长，倍数也不可靠。",
)
SAVED = Text(
    "Saved in {folder}: numbers.json, growth.svg, growth.png", "已保存至{folder}：numbers.json、growth.svg、growth.png"
)
FIGURE_TITLE = Text("One month of the same residents, by what it is written in", "同样居民的一个月，按编写工具比较")
FIGURE_NS = Text("ns for a month of one resident", "每位居民每月纳秒数")
FIGURE_BYTES = Text("bytes for each resident", "每位居民字节数")
FIGURE_NOTE = Text(
    "Processor time of the fastest of several years on one thread; memory that a process held at most beyond what it "
    "held before. Lines that end early would have needed too long a month.",
    "取若干年中最快一年的单线程处理器时间；内存为进程峰值减去起始占用。提前中断的线表示更大规模下一个月耗时过长。",
)
LABEL_AND_POWER = Text("{label}: grows to the power {power:.2f}", "{label}：增长指数{power:.2f}")
