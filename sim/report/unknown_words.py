"""What is said of unknowns: how much each decides, and what knowing it would be worth."""

from __future__ import annotations

from sim.report.words import Text

UNKNOWN = Text("unknown", "未知因素")
EFFECT = Text("effect over its range", "全范围效应")
EFFECTS_IN = Text(", effects in {unit}", "，效应单位：{unit}")
SIZE = Text("size", "效应大小")
LOW = Text("95% low", "95%下限")
HIGH = Text("95% high", "95%上限")
SPREAD = Text("spread", "效应离散")
BY_LUCK = Text("luck alone", "仅凭运气")
FIRST = Text("by itself", "单独作用")
FIRST_INTERVAL = Text("95% interval", "95%区间")
TOTAL = Text("in all", "全部作用")
BETWEEN_WORLDS = Text("between worlds", "世界间标准差")
TURNS = Text("turns the ranking", "改变排序")
READING = Text("reading", "判读")

DECIDES = Text("decides", "有影响")
TOO_SMALL = Text("too small to matter", "影响小于有意义的差异")
NOT_TOLD = Text("not told from luck", "无法与运气区分")

UNDER_POLICY = Text("Outcomes under: {policy}.", "政策：{policy}。")
OF_CONTRAST = Text("Differences: {policy} minus {baseline}.", "差异：{policy}减{baseline}。")
MORRIS_BASIS = Text(
    "{blocks} Morris trajectories, {points} points, {worlds} common worlds. An effect is what changes while one "
    "unknown goes through its whole range; its size drops the sign. Luck alone gives the size of what does nothing.",
    "{blocks}条Morris轨迹，{points}个点，{worlds}个共同世界。效应指某一因素走过其全部范围时结果的变化；大小不计正负。"
    "“仅凭运气”是毫无作用的因素也会显出的大小。",
)
SALTELLI_BASIS = Text(
    "Sobol' indices from {blocks} base points, {points} points, reckoned in each of {worlds} common worlds and "
    "averaged: shares of the variance that an unknown makes by itself, and in all (with others, and with luck).",
    "Sobol指数：{blocks}个基点，共{points}个点，在{worlds}个共同世界内分别计算后取平均；为各因素单独造成的方差占比，"
    "以及全部作用（含与其他因素及运气的交互）的占比。",
)
LEVELS = Text("mean {mean}; standard deviation between points {deviation}", "均值{mean}；各点之间的标准差{deviation}")
LUCK_SHARE = Text(
    "{share}% of the variance inside a world is luck that other worlds do not repeat",
    "同一世界内方差的{share}%是其他世界不会重现的运气",
)
RANKING = Text(
    "On average {mean}. The other way round at {opposite}% of points ({low}% to {high}%), "
    "by as much as matters at {matters}%, clearly at {clear}%.",
    "平均{mean}。{opposite}%的点方向相反（{low}%至{high}%）；相反且达到有意义差异的点占{matters}%，明确相反的点占{clear}%。",
)
TURNED_BY = Text(
    "Most often turned over by: {unknown} (in {share}% of changes of it alone).",
    "最常使排序改变的因素：{unknown}（单独改变时有{share}%改变排序）。",
)
NO_TURN = Text("No unknown turns the ranking over by itself.", "没有任何因素单独改变排序。")
LARGEST_EFFECTS = Text(
    "{outcome}: {deciding} of {every} unknowns decide it, clear of luck and not too small to matter. Over their whole "
    "ranges the largest change it by: {unknowns}.",
    "{outcome}：{every}个因素中有{deciding}个有影响（超出运气，且不小于有意义的差异）。"
    "影响最大者在其全范围内带来的变化：{unknowns}。",
)
LARGEST_SHARES = Text(
    "{outcome}: shares of the variance, with others and with luck: {unknowns}.",
    "{outcome}：占方差的比例（含与其他因素及运气的交互）：{unknowns}。",
)
NONE_DECIDES = Text("{outcome}: no unknown decides anything.", "{outcome}：没有任何因素有影响。")
ONE_EFFECT = Text("{unknown} {effect} (95% interval {low} to {high})", "{unknown}{effect}（95%区间{low}至{high}）")
ONE_SHARE = Text("{unknown} {total}% (95% interval {low} to {high})", "{unknown}{total}%（95%区间{low}至{high}）")
NOTHING_VARIES = Text("nothing varies", "无变化")
FIGURE_WRITTEN = Text("Figure: {svg}, {png}", "图：{svg}、{png}")

TITLE_POLICY = Text("What decides the outcomes: {policy}", "“{policy}”之下何者决定结果")
TITLE_CONTRAST = Text(
    "What decides the difference: {policy} against {baseline}", "何者决定“{policy}”相对“{baseline}”的差异"
)
MORRIS_AXIS = Text("size of the effect over the whole range, {unit}", "全范围效应的大小，{unit}")
MORRIS_AXIS_BARE = Text("size of the effect over the whole range", "全范围效应的大小")
SALTELLI_AXIS = Text("% of the variance", "方差的%")
MORRIS_NOTES = Text(
    "Dark bars: clear of luck; pale bars: not told from luck, whose size a tick marks. Lines: 95% intervals. Numbers: "
    "the mean effect, signed. Grey band: smaller than what matters.",
    "深色条：超出运气；浅色条：无法与运气区分（竖线标出运气的大小）。横线：95%区间。数字：带符号的平均效应。"
    "灰带：小于有意义的差异。",
)
SHOWN = Text("The {shown} largest of {every} unknowns are shown.", "共{every}个因素，显示最大的{shown}个。")
SALTELLI_NOTES = Text(
    "Dark: by itself; pale: with others and with luck. Lines: 95% intervals of both. Numbers: by itself / in all.",
    "深色：单独作用；浅色：与其他因素及运气共同作用。横线：两者的95%区间。数字：单独／全部。",
)

WORTH = Text("worth of knowing", "信息价值")
CHANCE = Text("by chance up to", "偶然可达")
CHANGES = Text("changes the choice", "改变选择")
CHOSEN = Text("what would be chosen", "届时的选择")
DECISION = Text(
    "Chosen now: {best}, which is best on average in {outcome} ({mean}); it is best at {share}% of points.",
    "目前的选择：{best}（按{outcome}平均最好，{mean}）；它在{share}%的点上最好。",
)
NET_BENEFIT = Text(
    "net benefit at {yuan} for one unit of {outcome} ({unit}), less public money",
    "净效益（{outcome}每一单位（{unit}）值{yuan}，减去公共资金）",
)
PERFECT = Text(
    "Knowing everything would be worth {worth} ({low} to {high}) to the decision, in the outcome's unit.",
    "若一切已知，决策可改善{worth}（{low}至{high}）。",
)
INFORMATION_BASIS = Text(
    "{points} points of the unknowns, taken as equally likely, in {worlds} common worlds. "
    "What is worth no more than chance gives is not told from nothing.",
    "未知因素的{points}个点（视为同等可能），{worlds}个共同世界。不超过偶然水平的价值无法与零区分。",
)
ONE_WORTH = Text(
    "{unknown}: {worth} (95% interval {low} to {high}; {reading}). {told}",
    "{unknown}：{worth}（95%区间{low}至{high}；{reading}）。{told}",
)
CHOICE_CHANGES = Text(
    "Knowing it would change the choice at {changes}% of points ({chosen}).",
    "得知后，{changes}%的点会改变选择（{chosen}）。",
)
CHOICE_STAYS = Text("Knowing it would not change the choice.", "得知后也不会改变选择。")
STRETCH = Text("{policy}: {low} to {high}", "{policy}：{low}至{high}")
AT_VALUE = Text("{policy}: {value}", "{policy}：{value}")
ALWAYS = Text("always {policy}", "始终{policy}")
CLEAR = Text("worth measuring", "值得测量")
NOT_CLEAR = Text("not told from nothing", "无法与零区分")
INFORMATION_TITLE = Text(
    "What knowing each unknown would be worth for the choice by {outcome}", "按{outcome}选择政策时，了解各因素的价值"
)
INFORMATION_NOTES = Text(
    "Dark bars: more than chance gives; pale bars: not told from nothing (a tick marks what chance gives). Lines: "
    "95% intervals. Numbers: worth; share of points at which another policy would be chosen. All known: {perfect}.",
    "深色条：超出偶然；浅色条：无法与零区分（竖线标出偶然水平）。横线：95%区间。数字：价值，以及会改选其他政策的点所占比例。"
    "一切已知：{perfect}。",
)
INFORMATION_AXIS = Text("worth of knowing, {unit}", "信息价值，{unit}")
INFORMATION_AXIS_BARE = Text("worth of knowing", "信息价值")
