"""`sanshe robust` and `sanshe economics` on stored numbers whose answers are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sim.cli.command_line import app
from tests.lab.stored import luck, store

# The investor's table of the textbooks in hundredths: slow pay is stocks, prompt pay mutual funds.
PAYOFFS = {
    "baseline": {"growing": 0.40, "stable": 0.45, "falling": 0.05},
    "slow": {"growing": 0.70, "stable": 0.30, "falling": -0.13},
    "prompt": {"growing": 0.53, "stable": 0.45, "falling": -0.05},
}


def sanshe(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="sanshe")


def answered(*words: str | Path) -> str:
    result = sanshe(*words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def refused(code: int, *words: str | Path) -> str:
    result = sanshe(*words)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


def payoffs(policy: str, under: str, world: int) -> dict[str, Any]:
    return {"satisfied_share": 0.5 + PAYOFFS[policy][under] + luck(policy, world)}


@pytest.fixture(scope="module")
def invested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store(tmp_path_factory.mktemp("robust") / "r", payoffs, sets={"file": "states.csv"})


def test_the_investors_table_from_stored_runs(invested: Path) -> None:
    found = json.loads(answered("robust", invested, "--threshold", "0.5", "--json"))[0]
    assert (found["states"], found["worlds"], found["direction"]) == (3, 4, "higher")
    best = {(row["criterion"], row["policy"]) for row in found["criteria"] if row["best"]}
    assert {("worst", "baseline"), ("regret", "prompt"), ("mean", "prompt"), ("satisfied", "baseline")} <= best
    regret = {row["policy"]: row["value"] for row in found["criteria"] if row["criterion"] == "regret"}
    assert regret == pytest.approx({"baseline": 0.30, "slow": 0.18, "prompt": 0.17})


@pytest.mark.parametrize(("lang", "word"), [("en", "largest regret"), ("zh", "最大遗憾")])
def test_a_judgement_speaks_both_languages_and_is_drawn(invested: Path, lang: str, word: str) -> None:
    told = answered("robust", invested, "--lang", lang)
    assert word in told
    figure = Path(told.strip().splitlines()[-1])
    assert figure == invested / "figures" / f"robust-satisfied_share.{lang}.svg"
    assert figure.is_file()
    assert f"figures/{figure.name}" in json.loads((invested / "manifest.json").read_text(encoding="utf-8"))["outputs"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--outcome", "satisfied_shar"), "did you mean 'satisfied_share'?"),
        (("--outcome", "satisfied_share", "--outcome", "trust_committee", "--threshold", "1"), "hold for one outcome"),
        (("--outcome", "public_money_yuan"), "'public_money_yuan' was not measured"),
    ],
)
def test_a_judgement_that_cannot_be_asked_is_refused(invested: Path, words: tuple[str, ...], message: str) -> None:
    assert message in refused(5 if "measured" in message else 2, "robust", invested, *words)


# Satisfied residents and yuan a month: slow pay costs less and does less, prompt pay costs more and does more.
MONTHLY = {"baseline": (0.60, 1_000_000.0), "slow": (0.55, 900_000.0), "prompt": (0.62, 1_200_000.0)}


def accounts(policy: str, _under: str, world: int) -> dict[str, Any]:
    share, yuan = MONTHLY[policy]
    share = share + luck(policy, world) / 100
    return {
        "satisfied_share": share,
        "public_money_yuan": 60 * yuan,
        "series.satisfied_share": [share] * 60,
        "series.public_money_yuan": [yuan] * 60,
    }


@pytest.fixture(scope="module")
def accounted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store(tmp_path_factory.mktemp("economics") / "r", accounts)


def test_ratios_and_budgets_from_stored_runs(accounted: Path) -> None:
    asked = ("economics", accounted, "--effect", "satisfied_share", "--discount", "0", "--communities", "2380")
    found = json.loads(answered(*asked, "--json"))
    by = {row["policy"]: row for row in found["policies"]}
    # From slow to the baseline 6 million yuan in 60 months for 0.05, from there 12 million for 0.02.
    assert by["baseline"]["ratio"] == pytest.approx(6e6 / 0.05)
    assert by["prompt"]["ratio"] == pytest.approx(12e6 / 0.02)
    assert [row["against"] for row in found["policies"]] == ["slow", "", "baseline"]
    # 24 communities cost 12 million a year under the baseline; so 2,380 cost 1,190 million.
    budget = {row["policy"]: row["amount"]["mean"] for row in found["budget_yuan_a_year"]}
    assert budget["baseline"] == pytest.approx(1_190e6)
    assert (found["years"], found["rate"], found["own_communities"]) == (5.0, 0.0, 24)


def test_an_outcome_without_a_better_direction_is_named_and_left_out(tmp_path: Path) -> None:
    folder = store(tmp_path / "r", accounts, outcomes=["satisfied_share", "public_money_yuan"])
    assert "Left out, since neither higher nor lower is better: Public money." in answered("robust", folder)
    assert "Left out" not in answered("robust", folder, "--outcome", "satisfied_share")


def test_the_answer_comes_before_its_terms(accounted: Path) -> None:
    told = answered("economics", accounted, "--effect", "satisfied_share", "--lang", "zh").splitlines()[0]
    assert told.startswith("物有所值的政策（由省到贵）：")
    assert told.partition("。")[0].count("；") == len(MONTHLY) - 1, "all three lie on the frontier"


def test_discounting_takes_the_months(accounted: Path) -> None:
    found = json.loads(answered("economics", accounted, "--effect", "satisfied_share", "--json"))
    q = 1.05 ** (-1 / 12)
    assert found["policies"][0]["cost"]["mean"] == pytest.approx(1e6 * (1 - q**60) / (1 - q))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("Discount rate: 5% a year", "efficient", "cost (million yuan)")),
        ("zh", ("贴现率：每年5%", "处于前沿", "成本（万元）")),
    ],
)
def test_the_terms_are_printed_and_the_plane_is_drawn(accounted: Path, lang: str, said: tuple[str, ...]) -> None:
    told = answered("economics", accounted, "--effect", "satisfied_share", "--price-year", "2012", "--lang", lang)
    assert all(words in told for words in (*said, "2012"))
    assert Path(told.strip().splitlines()[-1]) == accounted / "figures" / f"economics-satisfied_share.{lang}.svg"


@pytest.mark.parametrize(
    ("code", "words", "message"),
    [
        (2, ("--effect", "satisfied_shar"), "did you mean 'satisfied_share'?"),
        (2, ("--effect", "satisfied_share", "--cost", "trust_committee"), "is no amount of yuan over the horizon"),
        (2, ("--effect", "satisfied_share", "--as-summarised"), "cannot be discounted; add --discount 0"),
        (2, ("--effect", "public_money_yuan"), "--better higher or --better lower"),
        (5, ("--effect", "needs_resolved"), "the months of 'needs_resolved' were not kept; name it in"),
        (5, ("--effect", "closures", "--discount", "0"), "'closures' was not measured; name it in"),
    ],
)
def test_an_account_that_cannot_be_made_is_refused(
    accounted: Path, code: int, words: tuple[str, ...], message: str
) -> None:
    assert message in refused(code, "economics", accounted, *words)
