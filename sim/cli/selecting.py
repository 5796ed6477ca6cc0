"""What `sanshe compare --best` prints: which policy is best, or how many more worlds say so."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Literal

from sim.cli import words
from sim.cli.screen import show_json, show_table, show_text, written
from sim.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.lab.best import Selection
    from sim.lab.results import Results
    from sim.report.words import Language

Better = Literal["higher", "lower"]


def selected(
    results: Results,
    outcome: str,
    *,
    indifference: float | None,
    confidence: float,
    first: int,
    better: Better | None,
) -> Selection:
    """Pick the best policy of a results folder; direction and indifference are the outcome's if not said."""
    from sim.lab.answers import paired_results
    from sim.lab.best import pick_best
    from sim.outcomes import OUTCOMES

    if outcome not in OUTCOMES:
        hint = nearest(outcome, OUTCOMES) or "see `sanshe outcomes` for the names that exist"
        raise UsageError(f"--best: there is no outcome '{outcome}'; {hint}")
    declared = OUTCOMES[outcome]
    return pick_best(
        paired_results(results),
        outcome,
        direction=better or declared.direction,
        indifference=declared.matters if indifference is None else indifference,
        confidence=confidence,
        first=first,
    )


def show_selection(chosen: Selection, labels: Mapping[str, str], lang: Language) -> None:
    """The question, its answer, how it was found, and every policy with its mean and when it was put out."""
    from sim.outcomes import OUTCOMES
    from sim.report import decision_words as say
    from sim.report.quantities import of_outcome

    outcome = of_outcome(OUTCOMES[chosen.outcome], lang)
    direction = say.HIGHER_IS_BETTER if chosen.direction == "higher" else say.LOWER_IS_BETTER
    show_text(say.BEST_ASKED.say(lang, outcome=outcome.in_sentence, direction=direction.say(lang)))
    show_text(_answer(chosen, labels, lang))
    method = say.BEST_METHOD.say(
        lang,
        confidence=f"{chosen.confidence:g}",
        indifference=outcome.difference(*[chosen.indifference] * 3).size,
        worlds=chosen.worlds,
        first=chosen.first,
    )
    show_text("\n" + method)
    sign = -1 if chosen.direction == "higher" else 1
    ranked = sorted(chosen.candidates, key=lambda each: sign * each.mean)
    heads = [head.say(lang) for head in (words.POLICY, words.MEAN, say.OUT_AFTER, say.OUT_BY)]
    still = say.STILL_IN.say(lang)
    rows = [
        (labels[each.policy], outcome.level(each.mean), each.out_after or still, labels.get(each.out_by, ""))
        for each in ranked
    ]
    show_table(heads, rows, numbers=heads[1:3])


def _answer(chosen: Selection, labels: Mapping[str, str], lang: Language) -> str:
    """Which policy is selected, or which are left and how many more worlds tell them apart."""
    from sim.report import decision_words as say
    from sim.report.words import CLAUSE_MARK

    if chosen.best:
        return say.BEST_FOUND.say(lang, used=chosen.used, best=labels[chosen.best])
    left = [labels[each.policy] for each in chosen.candidates if not each.out_after]
    policies = CLAUSE_MARK.say(lang).join(left)
    return say.BEST_OPEN.say(
        lang, left=len(left), policies=policies, likely=written(chosen.likely), most=written(chosen.most)
    )


def show_selection_json(chosen: Selection) -> None:
    """The same for programs."""
    show_json(asdict(chosen))
