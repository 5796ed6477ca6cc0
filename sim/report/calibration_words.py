"""What a calibration says, once, in English and in Chinese."""

from __future__ import annotations

from sim.report.words import Text

WAVE = Text("wave", "波次")
POINTS = Text("points", "试验点")
VOLUME_LEFT = Text("left of the space (%)", "剩余空间（%）")
EMULATORS = Text("emulators: good / weak / refused", "仿真器：良好/薄弱/拒用")
LOWEST = Text("lowest implausibility run", "已运行点的最低不可信度")
AIM = Text("fact (sd of observation; of the model)", "事实（观测误差；模型偏差）")
EXPLAINED = Text("explained (%)", "解释方差（%）")
WITHIN_TWO = Text("errors within 2 sd (%)", "误差在2个标准差内（%）")
EMULATOR = Text("emulator", "仿真器")
ACCEPTED_VALUE = Text("accepted sets (middle 90%)", "已接受参数组（中间90%）")
COEFFICIENT = Text("coefficient", "系数")
DECLARED = Text("range looked at", "考察范围")
LEFT = Text("after matching (middle 90%)", "历史匹配后（中间90%）")
DEFAULT = Text("default", "默认值")
KEPT = Text("width kept (%)", "保留宽度（%）")

VERDICTS = {
    "good": Text("good", "良好"),
    "weak": Text("weak", "薄弱"),
    "refused": Text("refused", "拒用"),
}
RELATIONS = {
    "equal": Text("{value}", "{value}"),
    "at_most": Text("at most {value}", "至多{value}"),
    "at_least": Text("at least {value}", "至少{value}"),
}
ENDINGS = {
    "nothing_left": Text(
        "Nothing is left: no values of these coefficients come near all facts, within the errors allowed. That is a "
        "finding about the model, or about the errors.",
        "没有任何参数组剩下：在所允许的误差内，这些系数没有任何取值能同时接近所有事实。这是关于模型（或误差设定）的发现。",
    ),
    "emulators_sure": Text(
        "No further wave: the emulators' own doubt is small against all other errors.",
        "不再追加波次：仿真器自身的不确定性相对其他误差已很小。",
    ),
    "no_longer_shrinks": Text("No further wave: the space no longer shrinks.", "不再追加波次：剩余空间不再缩小。"),
    "all_waves": Text("All waves that were asked for are done.", "已完成所要求的全部波次。"),
    "nothing_believed": Text(
        "No further wave: no emulator can be believed, so nothing may be ruled out; run more points a wave.",
        "不再追加波次：没有可信的仿真器，不能排除任何取值；请增加每波试验点数。",
    ),
}
REFUSED = Text(
    "Wave {wave}: the emulator of {target} is refused: {share}% of its leave-one-out errors lie within 3 of their "
    "standard deviations, 95% are needed; it ruled nothing out.",
    "第{wave}波：{target}的仿真器被拒用：留一误差仅有{share}%在3个标准差内（需要95%），未据此排除任何取值。",
)
WEAK = Text(
    "Wave {wave}: the emulator of {target} says little: it explains {explained}% of what differs between points, and "
    "{share}% of its leave-one-out errors lie within 2 standard deviations.",
    "第{wave}波：{target}的仿真器信息有限：只解释各点差异的{explained}%，留一误差有{share}%在2个标准差内。",
)
ACCEPTED = Text(
    "{accepted} of {tried} points in what is left are accepted by runs of their own, in {worlds} worlds that the "
    "waves never saw (worst implausibility at most {cut}).",
    "剩余空间内的{tried}个点各自在{worlds}个未用过的世界中运行，其中{accepted}个被接受（最大不可信度不超过{cut}）。",
)
AS_IT_IS = Text(
    "The defaults have a worst implausibility of {default} in the same worlds.",
    "在同样的世界中，默认值的最大不可信度为{default}。",
)
FAILED = Text(
    "{failed} runs failed; their points count as implausible and teach the emulators nothing.",
    "{failed}次运行失败；相应的点按不可信处理，也不用于仿真器。",
)
NONE_ACCEPTED = Text(
    "None of {tried} points is accepted; the best has a worst implausibility of {least}. That is a finding: do not "
    "use a set of this calibration.",
    "{tried}个点无一被接受，最好的点最大不可信度为{least}。这是一项发现：请勿使用本次校准的任何参数组。",
)
WRITTEN = Text(
    "Written to {folder}: non_implausible.csv ({sets} sets, for [sets] of an experiment), calibration.json, figures",
    "已写入{folder}：non_implausible.csv（{sets}个参数组，供实验的[sets]使用）、calibration.json与图",
)

RANGES_TITLE = Text(
    "What {facts} facts leave of the ranges of {coefficients} coefficients",
    "{facts}项事实使{coefficients}个系数的取值范围缩小到何处",
)
RANGES_NOTE = Text(
    "Pale: the range looked at. Thin: the middle 90% after {waves} waves of history matching ({share}% of the space "
    "is left). Thick: the middle 90% of {sets} accepted sets. Stroke: the default. Model {model}.",
    "浅色：考察范围。细线：经{waves}波历史匹配后的中间90%（剩余空间{share}%）。"
    "粗线：{sets}个已接受参数组的中间90%。竖线：默认值。模型{model}。",
)
RANGES_AXIS = Text("Place within the range looked at (0 lowest, 1 highest)", "在考察范围内的位置（0为最低，1为最高）")
PAIRS_TITLE = Text(
    "Which values of the most narrowed coefficients are possible together",
    "收窄最多的几个系数之间，哪些取值可以并存",
)
PAIRS_NOTE = Text(
    "Below the diagonal: share of the accepted sets that lie in a cell (darker: more). Above: the lowest worst "
    "implausibility of all points that were run there (darker: nearer to the facts; white: none run).",
    "对角线下方：落在各格内的已接受参数组占比（越深越多）。"
    "对角线上方：该处所有已运行点中最低的最大不可信度（越深越接近事实；空白：未运行）。",
)
