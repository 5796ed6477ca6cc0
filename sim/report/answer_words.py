"""What the page of answers says around its questions, in English and in Chinese."""

from __future__ import annotations

from sim.report.words import Text

TITLE = Text("Answers", "已有答案")
INTRODUCTION = Text(
    "What the model says to the questions in [experiments/](../experiments/README.md). Every number is a mean over "
    "worlds with its 95% interval; every difference is taken within worlds. They are answers of a model whose "
    "assumptions are listed in [odd.md](odd.md): they say what follows from these, not what will happen in a place. "
    "Chance alone is in the intervals, not the uncertainty of the coefficients; the last questions are about that.",
    "以下是模型对[experiments/](../experiments/README.md)中各问题的回答。每个数值均为多个世界的均值及其95%区间，"
    "差异都在同一世界内计算。这些回答出自一个模型，其假设列于[odd.md](odd.md)：说的是由这些假设会推出什么，而不是某地将会发生什么。"
    "区间只反映偶然性，不含系数的不确定性；后者见最后几个问题。",
)
MADE = Text(
    "Made by `make answers`; each question alone by the command under its answer.",
    "本页由`make answers`生成；各问题可用答案下方的命令单独重算。",
)
AGAIN = Text(
    "{worlds} worlds, {runs} runs; {commands}; {file} has SHA-256 `{sha256}`.",
    "{worlds}个世界，共{runs}次运行；{commands}；{file}的SHA-256为`{sha256}`。",
)
AGAIN_SEARCH = Text(
    "{tried} policies in {worlds} worlds and those found in {fresh} fresh worlds, {runs} runs; {commands}; {file} has "
    "SHA-256 `{sha256}`.",
    "{worlds}个世界中试了{tried}项政策，所得政策又在{fresh}个新世界中检验，共{runs}次运行；{commands}；"
    "{file}的SHA-256为`{sha256}`。",
)
CHEAPEST = Text("Under the cheapest policy found, against the baseline", "与基准相比，在所找到的最便宜政策下")
CONTRAST = Text(
    "What “{policy}” changes in {outcome} against “{baseline}”: {told}",
    "“{policy}”相对“{baseline}”在{outcome}上的变化：{told}",
)
MOST_WORTH = Text(
    "Most worth measuring is {unknown}: knowing it would improve the choice by {worth} ({low} to {high}).",
    "最值得测量的是{unknown}：得知后，选择可改善{worth}（{low}至{high}）。",
)
NONE_MATTERS = Text(
    "Nothing need be measured first: even knowing everything would improve the choice by {worth} ({low} to {high}), "
    "less than the {matters} that matter.",
    "无须先行测量：即使一切已知，选择也只能改善{worth}（{low}至{high}），小于有意义的{matters}。",
)
NONE_WORTH = Text(
    "No unknown is told to be worth measuring before the choice is made.", "没有任何因素可判定值得在选择之前测量。"
)
FRONT_ALT = Text(
    "Points: {outcome} against {cost} of every policy that was tried; larger points with bars are the baseline and the "
    "policies found. The first sentence of the answer has the best one's numbers.",
    "散点图：试过的各项政策的{outcome}与{cost}；带误差线的大点为基准与所得政策。最优者的数值见答案首句。",
)
BOX_ALT = Text(
    "Left, a line of coverage and density from all points to the densest box. Right, what the chosen box keeps of each "
    "condition's range: {box}.",
    "左：从全部点到最密方框的覆盖率与密度折线；右：所选方框在各条件范围内的位置：{box}。",
)
BARS_ALT = Text(
    "Horizontal bars of unknowns, the largest first, with 95% intervals, one panel for each of: {outcomes}. "
    "The answer's list has the largest.",
    "各因素的横条图，大者在上，附95%区间；每个指标一栏：{outcomes}。最大者见答案列表。",
)
