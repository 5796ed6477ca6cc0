"""Everything that is declared is explained in Chinese too, in the same terms, and nothing else is."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from sim.declare import Declaration
from sim.domains import DOMAINS
from sim.outcome import Outcome
from sim.outcomes import OUTCOMES
from sim.report.meanings import chinese_meanings, key_of, meaning
from sim.report.typeface import missing_glyphs
from sim.scenario import DECLARATIONS

DOMAIN_NAMES = {each.name for each in DOMAINS}
EVERYTHING: list[Declaration | Outcome] = [*DECLARATIONS.values(), *OUTCOMES.values()]
# Words of other places, or of nobody, for what has a name in the field.
OTHER_WORDS = {
    "社区组织": "社区社会组织",
    "社会工作者": "社工",
    "居民委员会": "居委会",
    "利益相关者": "各方",
    "代理人": "主体",
    "评估者": "评估机构",
    "评估员": "评估机构",
    "资助者": "政府购买方",
    "移民": "流动人口",
    "移居者": "流动人口",
    "中介": "撮合方",
}


def key_without_domain(path: str) -> str:
    stem, _, last = path.rpartition(".")
    return stem if last in DOMAIN_NAMES and stem in chinese_meanings() else path


@pytest.mark.parametrize("key", [key_of(each) for each in EVERYTHING])
def test_everything_is_explained_in_chinese(key: str) -> None:
    assert key_without_domain(key) in chinese_meanings(), "explain it in sim/data/meanings.zh.toml"


def test_nothing_is_explained_that_is_not_declared() -> None:
    assert set(chinese_meanings()) - {key_without_domain(key_of(each)) for each in EVERYTHING} == set()


@pytest.mark.parametrize("key", chinese_meanings())
def test_a_meaning_is_a_chinese_sentence_without_its_end(key: str) -> None:
    told = chinese_meanings()[key]
    assert re.search(r"[\u4e00-\u9fff]", told)
    assert not re.search(r"[A-Za-z]", told), "say it in Chinese"
    assert not re.search(r"[,;:!?()\"' ]|(?<!\d)\.|\.(?!\d)", told), "full-width signs, no blanks"
    assert not re.search(r"[。，；：、]$|。", told), "one sentence; whoever shows it sets the full stop"
    assert told.count("（") == told.count("）")
    assert missing_glyphs(told) == ""


@pytest.mark.parametrize("key", chinese_meanings())
def test_a_meaning_uses_the_words_of_the_field(key: str) -> None:
    told = chinese_meanings()[key]
    assert {word: better for word, better in OTHER_WORDS.items() if word in told} == {}


def test_no_two_things_mean_the_same() -> None:
    assert [told for told, count in Counter(chinese_meanings().values()).items() if count > 1] == []


def test_numbers_are_those_of_the_english_meaning() -> None:
    """What is counted in figures in one language is not another number in the other."""
    known = {key_of(each): each for each in EVERYTHING}
    wrong = []
    for key, told in chinese_meanings().items():
        each = known.get(key) or known[f"{key}.{DOMAINS[0].name}"]
        figures = set(re.findall(r"\d+(?:\.\d+)?", told.replace(",", "")))
        if figures - set(re.findall(r"\d+(?:\.\d+)?", each.meaning.replace(",", ""))):
            wrong.append(key)
    assert wrong == []


def test_what_differs_by_the_domain_of_need_names_it() -> None:
    for path, each in DECLARATIONS.items():
        domain = next((known for known in DOMAINS if path.endswith(f".{known.name}")), None)
        if domain and key_without_domain(path) != path:
            assert meaning(each, "zh").endswith(f"：{domain.zh}")
