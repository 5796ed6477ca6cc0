"""Every sentence of the pages that weigh policies up: the best, the robust, and what money buys."""

from __future__ import annotations

from sim.report.words import Text

NAMED_BY = Text("Policies are named by their values of: {levers}.", "政策以下列杠杆的取值命名：{levers}。")

# The best policy
OUT_AFTER = Text("out after (worlds)", "出局时的世界数")
OUT_BY = Text("put out by", "被谁淘汰")
STILL_IN = Text("still in", "仍在")
BEST_ASKED = Text("Which policy has the best {outcome} ({direction})?", "哪项政策的{outcome}最优（{direction}）？")
BEST_METHOD = Text(
    "Kim and Nelson's sequential selection: the best is named with "
    "probability {confidence} or more if it is better than all others by at least {indifference}; smaller differences "
    "are left to chance. {worlds} worlds, the first {first} of them looked at together.",
    "采用Kim与Nelson序贯选择：若最优政策比其他政策至少好{indifference}，"
    "则以不低于{confidence}的概率选出它；更小的差异交由偶然决定。共{worlds}个世界，最初{first}个一并考察。",
)
HIGHER_IS_BETTER = Text("higher is better", "越高越好")
LOWER_IS_BETTER = Text("lower is better", "越低越好")
BEST_FOUND = Text("Selected after {used} worlds: {best}.", "经{used}个世界选出：{best}。")
BEST_OPEN = Text(
    "Not yet: {left} policies are left ({policies}). About {likely} more worlds decide if differences stay as they "
    "are, {most} at most.",
    "尚未选出：还剩{left}项政策（{policies}）。若差异保持不变，约需再运行{likely}个世界，最多{most}个。",
)

# Equivalence and parameter sets
EQUIVALENCE_NOTE = Text(
    "Equivalence: two one-sided t tests against the smallest difference that matters ({matters}); a p below 0.025 "
    "says that the difference is smaller. The reading asks that the whole 95% interval lies within it, and that is "
    "wider where differences are skewed.",
    "等效性：针对最小实质差异（{matters}）的两个单侧t检验；p值低于0.025表示差异小于它。"
    "判读要求整个95%区间（差异偏斜时较宽）都在其中。",
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

# Robustness
ROBUST_TITLE = Text("How policies do over what is not known: {outcome}", "各项政策在未知条件下的表现：{outcome}")
ROBUST_BASIS = Text(
    "{states} states of the world, each in {worlds} worlds; a policy's value in a state is its mean over worlds.",
    "{states}种世界状态，每种状态{worlds}个世界；政策在某状态下的取值为各世界的均值。",
)
ROBUST_LUCK = Text(
    "Nothing but luck varied, so each of the {worlds} worlds is a state. To judge over what is not known, cross the "
    "policies with parameter sets ([sets]).",
    "除随机因素外没有其他变化，故{worlds}个世界各为一种状态。若要在未知条件下评判，请将政策与参数组（[sets]）交叉。",
)
ROBUST_NOTE = Text(
    "95% intervals come from a bootstrap over worlds and states. Worst state and largest regret are of the states that "
    "were tried; their intervals hold luck alone.",
    "95%区间来自对世界与状态的自助抽样。最差状态与最大遗憾只就所试状态而言，其区间只反映随机因素。",
)
ROBUST_ASIDE = Text(
    "Left out, since no other policy met the same conditions: {policies}.",
    "未计入（没有其他政策面对相同条件）：{policies}。",
)
ROBUST_NEUTRAL = Text(
    "Left out, since neither higher nor lower is better: {outcomes}. To judge by one, name it with --outcome and say "
    "--better.",
    "未列出（无优劣之分）：{outcomes}。若要按它评判，请用--outcome指明，并用--better说明方向。",
)
BEST_BY = Text("best by (share of resamples)", "居首的准则（占重抽样的比例）")
MEAN_OVER = Text("mean", "均值")
TENTH = Text("nine in ten states reach", "九成状态可达到")
WORST = Text("worst state", "最差状态")
REGRET = Text("largest regret", "最大遗憾")
SATISFIED = Text("states that reach {threshold}", "达到{threshold}的状态占比")
SATISFIED_LOW = Text("states at or below {threshold}", "不高于{threshold}的状态占比")
SHARE_AXIS = Text("% of states", "占状态的百分比")
BEST_FILLED = Text("Filled: best by this criterion.", "实心：按该准则居首。")

# What money buys
EFFICIENT_ARE = Text(
    "Worth their money, the cheapest first: {policies}. One of these, or a mixture of two, gives what any other "
    "policy gives for the same money or less ({effect}).",
    "物有所值的政策（由省到贵）：{policies}。其余政策所给的，选其中一项或两项的组合，用同样或更少的钱也能得到（{effect}）。",
)
PRICE_BASIS = Text(
    "Perspective: {perspective}. Cost: {cost}. Effect: {effect}.",
    "视角：{perspective}。成本：{cost}。效果：{effect}。",
)
PRICE_TERMS = Text(
    "Horizon: {years} years. Discount rate: {rate} a year. Prices: {prices}. {worlds} worlds.",
    "时限：{years}年。贴现率：每年{rate}。价格：{prices}。共{worlds}个世界。",
)
PRICE_STATES = Text(
    "Costs and effects are means over {states} states of the world; intervals hold luck and which state is true.",
    "成本与效果为{states}种世界状态的均值；区间包含随机因素以及何种状态为真。",
)
PRICES_OF = Text("yuan of {year}", "{year}年人民币")
PRICES_AS_ENTERED = Text("yuan as entered in the scenario, no price year declared", "情景中所填人民币，未声明价格年份")
WHOEVER_PAYS = Text("those who bear this cost ({meaning})", "承担此项成本者（{meaning}）")
OVER_HORIZON = Text("{label} over the horizon", "时限内{label}合计")
MEAN_OVER_HORIZON = Text("{label}, mean over the horizon", "时限内{label}均值")
ONE_NUMBER = Text("{label}, the run's one number", "{label}（运行的汇总值）")
COST = Text("cost ({money})", "成本（{money}）")
EFFECT = Text("effect", "效果")
AGAINST = Text("compared with", "比较对象")
MORE_COST = Text("more cost ({money})", "增量成本（{money}）")
MORE_EFFECT = Text("more effect", "增量效果")
RATIO = Text("yuan per {unit}", "每{unit}元数")
EFFICIENT = Text("efficient", "处于前沿")
DOMINATED = Text("dominated", "被占优")
EXTENDED = Text("dominated by a mixture", "被组合占优")
WITHIN_NOISE = Text("{status}; within noise", "{status}；在噪声之内")
NOISE_NOTE = Text(
    "Within noise: the 95% interval of the difference in effect holds zero, so ratio and dominance may be luck.",
    "在噪声之内：效果差异的95%区间含零，比值与占优关系可能出于偶然。",
)
WILLINGNESS = Text("willingness to pay (yuan per {unit})", "支付意愿（每{unit}元数）")
BEST_VALUE = Text("best value", "最划算")
NET_BENEFIT = Text("net benefit to the baseline ({money})", "相对基准的净效益（{money}）")
SHARE_BEST = Text("best in resamples", "重抽样中居首")
BUDGET = Text(
    "Budget for {communities} communities, undiscounted, in proportion to the {own} that were simulated:",
    "{communities}个社区的预算（不贴现，按所模拟的{own}个社区等比例推算）：",
)
MONEY_A_YEAR = Text("{money} a year", "每年（{money}）")
TO_BASELINE = Text("to the baseline", "相对基准")
PLANE_TITLE = Text("What money buys: {effect}", "钱买到了什么：{effect}")
PLANE = Text("Cost and effect against the baseline", "与基准相比的成本与效果")
PLANE_X = Text("more effect ({unit})", "增量效果（{unit}）")
PLANE_Y = Text("more cost ({unit})", "增量成本（{unit}）")
CURVE = Text("Chance of being the best value", "成为最划算政策的可能性")
CURVE_Y = Text("share of resamples (%)", "重抽样占比（%）")
PLANE_NOTE = Text(
    "Crosses: 95% intervals. Filled and joined: efficient policies; hollow: dominated ones. The baseline lies at zero. "
    "The curve shows the {count} policies that are best most often.",
    "十字：95%区间。实心并连线：处于前沿的政策；空心：被占优的政策。基准位于零点。曲线显示最常居首的{count}项政策。",
)
