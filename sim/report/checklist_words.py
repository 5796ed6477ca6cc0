"""The items of STRESS-ABS and CHEERS, and what this kind of study says to each, in English and in Chinese."""

from __future__ import annotations

from sim.report.words import Text

STRESS: tuple[tuple[Text, Text], ...] = (
    (Text("1.1 Purpose of the model", "1.1 模型目的"), Text("See ODD 1.", "见ODD第1项。")),
    (
        Text("1.2 Model outputs", "1.2 模型输出"),
        Text("{outcomes} outcomes, listed in the table of outcomes.", "{outcomes}个结果指标，见结果指标表。"),
    ),
    (
        Text("1.3 Aims of experimentation", "1.3 实验目的"),
        Text(
            "{policies} policies compared with “{baseline}”; the question stands on page one.",
            "将{policies}项政策与“{baseline}”比较；问题见首页。",
        ),
    ),
    (
        Text("2.1 Base model overview", "2.1 基础模型概览"),
        Text("ODD 2 and 3, and docs/model.md.", "见ODD第2、3项及docs/model.md。"),
    ),
    (Text("2.2 Base model logic", "2.2 基础模型逻辑"), Text("Scenario “{scenario}”.", "情景“{scenario}”。")),
    (
        Text("2.3 Scenario logic", "2.3 情景逻辑"),
        Text("Policies differ in {levers} levers, listed in the tables.", "各项政策在{levers}个杠杆上不同，见表。"),
    ),
    (Text("2.4 Algorithms", "2.4 算法"), Text("See ODD 7 and docs/odd.md.", "见ODD第7项及docs/odd.md。")),
    (
        Text("2.5 Components", "2.5 组成部分"),
        Text(
            "Agents and environment: ODD 2. Topology: neighbours within communities, contracts and ties across them. "
            "Social workers, organisations and groups enter and leave; residents do not.",
            "主体与环境：见ODD第2项。交互结构：社区内的邻里网络，以及跨社区的合同与联系。"
            "社工、机构和社区社会组织会进入和退出；居民不会。",
        ),
    ),
    (
        Text("3.1 Data sources", "3.1 数据来源"),
        Text(
            "Press reports and surveys, by number in sim/data/facts.csv.",
            "新闻报道与调查，逐项列于sim/data/facts.csv。",
        ),
    ),
    (
        Text("3.2 Input parameters", "3.2 输入参数"),
        Text(
            "{coefficients} coefficients, {settings} settings, {levers_all} levers; sets of uncertain values crossed "
            "with the policies: {sets}.",
            "{coefficients}个系数、{settings}个环境设定、{levers_all}个杠杆；与政策交叉的不确定参数组：{sets}组。",
        ),
    ),
    (
        Text("3.3 Preprocessing", "3.3 预处理"),
        Text("Coefficients solved on facts (docs/calibration.md).", "部分系数依事实求解（docs/calibration.md）。"),
    ),
    (
        Text("3.4 Assumptions", "3.4 假设"),
        Text("{assumed} coefficients are assumed, each with a range.", "{assumed}个系数为假设值，均给出范围。"),
    ),
    (
        Text("4.1 Initialisation", "4.1 初始化"),
        Text("{burn_in} months that are not reported.", "预热{burn_in}个月，不计入结果。"),
    ),
    (Text("4.2 Run length", "4.2 运行长度"), Text("{months} months.", "{months}个月。")),
    (
        Text("4.3 Estimation", "4.3 估计方法"),
        Text(
            "{worlds} worlds, the same for every policy; mean paired difference with 95% interval (t; studentised "
            "bootstrap where skewed); Holm's correction. Sweep ended by: {stopped}.",
            "{worlds}个模拟世界，各项政策相同；配对差异均值及95%区间（t分布；偏态时用学生化自助法）；"
            "Holm校正。运行终止原因：{stopped}。",
        ),
    ),
    (Text("5.1 Software", "5.1 软件"), Text("{versions}.", "{versions}。")),
    (
        Text("5.2 Random sampling", "5.2 随机抽样"),
        Text(
            "Philox4x32-10, keyed by world, person, month and purpose; seed of all worlds {seed}.",
            "Philox4x32-10，按模拟世界、人、月份和用途取键；全部模拟世界的种子为{seed}。",
        ),
    ),
    (
        Text("5.3 Model execution", "5.3 模型执行"),
        Text(
            "{runs} runs, {failed} failed, in {seconds} s with {jobs} processes.",
            "共运行{runs}次，失败{failed}次，用时{seconds}秒，{jobs}个进程。",
        ),
    ),
    (Text("5.4 System", "5.4 系统配置"), Text("{system}, {cores} cores.", "{system}，{cores}核。")),
    (
        Text("6.1 Access to the model", "6.1 模型获取"),
        Text(
            "Open source, Apache-2.0; the version and commit stand under “{again}”.",
            "开源，许可证Apache-2.0；版本与提交见“{again}”。",
        ),
    ),
)

CHEERS: tuple[tuple[Text, Text], ...] = (
    (
        Text("4 Analysis plan", "4 分析计划"),
        Text("The experiment file, fixed before the runs by its fingerprint.", "实验文件，其指纹在运行前即已固定。"),
    ),
    (
        Text("5 Study population", "5 研究人群"),
        Text("{people} simulated people in {communities} communities.", "{communities}个社区中的{people}名模拟居民。"),
    ),
    (
        Text("6 Setting and location", "6 环境与地点"),
        Text("Scenario “{scenario}”, no real place.", "情景“{scenario}”，并非真实地区。"),
    ),
    (Text("7 Comparators", "7 对照"), Text("“{baseline}”.", "“{baseline}”。")),
    (
        Text("8 Perspective", "8 视角"),
        Text(
            "The government that purchases: public money. What it costs organisations and residents is reported apart, "
            "or not at all.",
            "政府购买方：公共资金。机构与居民承担的成本另行报告或未报告。",
        ),
    ),
    (Text("9 Time horizon", "9 时间跨度"), Text("{months} months.", "{months}个月。")),
    (
        Text("10 Discount rate", "10 贴现率"),
        Text("None: amounts are added as they fall due.", "不贴现：金额按发生时点直接相加。"),
    ),
    (Text("11 Selection of outcomes", "11 结果选择"), Text("See the table of outcomes.", "见结果指标表。")),
    (Text("12 Measurement of outcomes", "12 结果测量"), Text("Counted in the model each month.", "在模型中逐月计数。")),
    (
        Text("13 Valuation of outcomes", "13 结果赋值"),
        Text("None: outcomes stay in their own units.", "不作货币化：各结果保留自身单位。"),
    ),
    (
        Text("14 Resources and costs", "14 资源与成本"),
        Text(
            "From the model's ledger, in which every payment is booked to the fen; prices are levers and coefficients.",
            "取自模型账簿，每笔支付记至分；价格为杠杆或系数。",
        ),
    ),
    (
        Text("15 Currency and price date", "15 货币与价格日期"),
        Text(
            "Yuan, at the prices of each source's period (sim/data/facts.csv), not converted.",
            "人民币元，按各资料所属时期的价格（见sim/data/facts.csv），未作换算。",
        ),
    ),
    (Text("16 Model", "16 模型"), Text("See ODD.", "见ODD。")),
    (
        Text("17 Analytics and assumptions", "17 分析方法与假设"),
        Text("See STRESS-ABS 3.4 and 4.3.", "见STRESS-ABS第3.4、4.3项。"),
    ),
    (
        Text("18–19 Heterogeneity and distribution", "18–19 异质性与分配效应"),
        Text("Not characterised in this report.", "本报告未作分析。"),
    ),
    (
        Text("20 Uncertainty", "20 不确定性"),
        Text(
            "Chance only: intervals over worlds. Assumptions are tested apart.",
            "仅随机性：各模拟世界的区间。假设另行检验。",
        ),
    ),
    (
        Text("21, 25 Engagement with those affected", "21、25 利益相关者参与"),
        Text("To be stated by the authors.", "由作者说明。"),
    ),
    (
        Text("22–24 Parameters, results, uncertainty", "22–24 参数、结果与不确定性"),
        Text("In the tables and figures above.", "见前文图表。"),
    ),
    (Text("26 Limitations", "26 局限"), Text("Under “{limits}”.", "见“{limits}”。")),
    (
        Text("27–28 Funding and conflicts of interest", "27–28 资金来源与利益冲突"),
        Text("To be stated by the authors.", "由作者说明。"),
    ),
)
