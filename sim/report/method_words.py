"""What the methods pages of a report say, in English and in Chinese.

Headings are those of ODD (Grimm et al. 2020), STRESS-ABS (Monks et al. 2019) and CHEERS (Husereau et al. 2022);
names in braces are filled in from declarations, plan and manifest.
"""

from __future__ import annotations

from sim.report.words import Text

METHODS = Text("Methods", "方法")
ODD = Text("The model, by the ODD protocol", "模型描述（ODD协议）")
STRESS = Text("The simulation study, by STRESS-ABS", "模拟研究报告（STRESS-ABS）")
CHEERS = Text("The costs, by CHEERS", "成本报告（CHEERS）")
STRESS_ITEMS = Text("The items of STRESS-ABS", "STRESS-ABS各条目")
CHEERS_ITEMS = Text("The items of CHEERS on methods", "CHEERS方法部分各条目")
PLACE = Text("The place that is simulated, in the baseline", "基准情景下的模拟地区")
MEANINGS = Text("What the levers and outcomes of this report mean", "本报告中的政策杠杆与结果指标的含义")
MEANING = Text("Meaning", "含义")
MEASURES = Text("The outcomes and how each becomes one number", "结果指标及其汇总方式")
ITEM = Text("Item", "条目")
SAID = Text("This study", "本研究")
QUANTITY = Text("Quantity", "项目")
VALUE = Text("Value", "取值")
SUMMARY = Text("One number of a run", "单次运行的汇总值")
MATTERS = Text("Smallest difference that matters", "最小实质差异")
BETTER = Text("Better", "优劣方向")
NAME = Text("Name in files", "文件中的名称")
NOT_SET = Text("not set", "未设定")
SUMMARIES = {
    "last_year": Text("mean of the last year", "最后一年均值"),
    "mean": Text("mean of all months", "各月均值"),
    "total": Text("sum of all months", "各月合计"),
    "end": Text("last month", "最后一个月"),
}
DIRECTIONS = {
    "higher": Text("higher", "越高越好"),
    "lower": Text("lower", "越低越好"),
    "neutral": Text("neither", "无优劣之分"),
}
STOPPED = {
    "the number of worlds asked for": Text("the number of worlds asked for", "达到要求的模拟世界数"),
    "the precision asked for": Text("the precision asked for", "达到要求的精度"),
    "the cap, before the precision asked for": Text(
        "the cap, before the precision asked for", "达到上限，尚未达到要求的精度"
    ),
}

# The month, in the order in which it is lived: one name for each line of the model's step.
MONTH = {
    "needs": Text("needs arise", "需求产生"),
    "committee_hours": Text("committees divide their hours", "居委会分配工时"),
    "coordination": Text("the societies meet and coordinate", "三社会商与协调"),
    "council": Text("councils deliberate", "议事会议事"),
    "purchase": Text("services are purchased and matched", "购买与对接服务"),
    "knowledge": Text("committees and organisations learn what is needed", "了解居民需求"),
    "payment": Text("tranches are paid", "拨付款项"),
    "budget": Text("organisations settle their budgets", "机构收支结算"),
    "evaluation": Text("evaluators visit", "评估机构评估"),
    "service": Text("service is delivered", "提供服务"),
    "groups": Text("community organisations begin, mature and end", "社区社会组织产生、成长与终止"),
    "publicity": Text("word of services gets round", "服务宣传扩散"),
    "residents": Text("residents judge, trust and take part", "居民形成满意与信任，并参与活动"),
    "workforce": Text("social workers stay, leave and learn", "社工留任、离职与学习"),
}

# ODD
ODD_PURPOSE = Text("1 Purpose and patterns", "1 目的与模式")
ODD_PURPOSE_SAID = Text(
    "To explain and explore how rules of purchase, payment, evaluation and joint decision change service, "
    "satisfaction, participation, the workforce and organisations. It must show {patterns} patterns, each with the "
    "cause whose removal must make it go (docs/patterns.md).",
    "解释并探索购买、拨款、评估和共同决策的规则如何改变服务、满意度、参与、社工队伍与社会组织。"
    "模型须呈现{patterns}种模式，且去除各自成因后应消失（docs/patterns.md）。",
)
ODD_ENTITIES = Text("2 Entities, state variables, scales", "2 实体、状态变量与尺度")
ODD_ENTITIES_SAID = Text(
    "{residents} resident agents, each for {each} people, in {communities} communities of {streets} streets; social "
    "workers; residents' committees; social organisations; evaluators; a funder. A step is one month: {months} months "
    "are reported after {burn_in} that are not.",
    "{streets}个街道、{communities}个社区中的{residents}个居民主体（每个代表{each}人）；社会工作者；居委会；"
    "社会组织；评估机构；政府购买方。每步为一个月：预热{burn_in}个月（不计入结果）后，报告{months}个月。",
)
ODD_PROCESSES = Text("3 Process overview and scheduling", "3 过程概览与调度")
ODD_PROCESSES_SAID = Text("Each month, in this order: {processes}.", "每月依次：{processes}。")
ODD_CONCEPTS = Text("4 Design concepts", "4 设计概念")
ODD_CONCEPTS_SAID = Text(
    "Satisfaction, participation, turnover and closures emerge from what agents decide. Residents compare service with "
    "what they expect; organisations weigh money and reputation; nobody looks ahead. Chance is drawn by person, month "
    "and purpose, so that it is the same for every policy in the same world.",
    "满意、参与、离职与机构关停由主体的决定涌现。居民把所获服务与期望相比较；机构权衡资金与声誉；各主体均不作前瞻。"
    "随机数按人、月份和用途抽取，因此同一模拟世界中各项政策面对相同的随机事件。",
)
ODD_BEGINNING = Text("5 Initialisation", "5 初始化")
ODD_BEGINNING_SAID = Text(
    "The place is founded from the world's seed as table “{place}” says, and lives {burn_in} months under the policy "
    "before linkage.",
    "按“{place}”一表由模拟世界的种子生成地区，并在联动之前的政策下运行{burn_in}个月。",
)
ODD_INPUT = Text("6 Input data", "6 输入数据")
ODD_INPUT_SAID = Text(
    "No time series. {inputs} published facts set starting values and {calibrated} are fitted to; sealed facts are "
    "kept for one test at the end (docs/validation.md).",
    "不使用时间序列数据。{inputs}项已发表的事实用于设定初值，{calibrated}项用于校准；"
    "另有封存的事实留作最后的一次检验（docs/validation.md）。",
)
ODD_SUBMODELS = Text("7 Submodels", "7 子模型")
ODD_SUBMODELS_SAID = Text(
    "{submodels} processes with {coefficients} coefficients, of which {assumed} rest on an assumption with a stated "
    "range. Every equation, value, range and source stands in docs/odd.md.",
    "{submodels}个过程，共{coefficients}个系数，其中{assumed}个依据给出范围的假设。"
    "所有公式、取值、范围和来源见docs/odd.md。",
)
