"""Every sentence of the pages that weigh policies up: the best, the robust, and what money buys."""

from __future__ import annotations

from sim.report.words import Text

# The best policy
OUT_AFTER = Text("out after (worlds)", "出局时的世界数")
OUT_BY = Text("put out by", "被谁淘汰")
STILL_IN = Text("still in", "仍在")
BEST_ASKED = Text(
    "Which policy has the best {outcome} ({direction})? Kim and Nelson's sequential selection: the best is named with "
    "probability {confidence} or more if it is better than all others by at least {indifference}; smaller differences "
    "are left to chance. {worlds} worlds, the first {first} of them looked at together.",
    "哪项政策的{outcome}最优（{direction}）？采用Kim与Nelson序贯选择：若最优政策比其他政策至少好{indifference}，"
    "则以不低于{confidence}的概率选出它；更小的差异交由偶然决定。共{worlds}个世界，最初{first}个一并考察。",
)
HIGHER_IS_BETTER = Text("higher is better", "越高越好")
LOWER_IS_BETTER = Text("lower is better", "越低越好")
BEST_FOUND = Text("Selected after {used} worlds: {best}.", "经{used}个世界选出：{best}。")
BEST_OPEN = Text(
    "Not yet: {left} policies are left. About {likely} more worlds decide if differences stay as they are, "
    "{most} at most.",
    "尚未选出：还剩{left}项政策。若差异保持不变，约需再运行{likely}个世界，最多{most}个。",
)

# Equivalence and parameter sets
EQUIVALENCE_NOTE = Text(
    "Equivalence: two one-sided t tests against the smallest difference that matters ({matters}); a p below 0.025 "
    "says that the difference is smaller, and the whole 95% interval lies within it.",
    "等效性：针对最小实质差异（{matters}）的两个单侧t检验；p值低于0.025表示差异小于它，整个95%区间都在其中。",
)
NO_EQUIVALENCE_NOTE = Text(
    "Equivalence: no smallest difference that matters is declared.", "等效性：未声明最小实质差异。"
)
SETS_NOTE = Text(
    "Every difference is the mean over {sets} parameter sets, and its interval holds luck alone. Between sets: where "
    "95% of the sets' own differences lie; same sign: the share of sets on one side of zero.",
    "各差异为{sets}组参数的均值，其区间只反映随机因素。组间：95%的参数组各自差异所在的范围；同号：差异在零同一侧的参数组占比。",
)
BETWEEN_SETS = Text("between sets", "组间")
SAME_SIGN = Text("same sign", "同号")
