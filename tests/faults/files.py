"""Scenario and experiment files as people, careless editors and ill-wishers would write them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sim.declare import Declaration, Value
from sim.outcomes import OUTCOMES
from sim.scenario import DECLARATIONS, LEVERS, bundled, bundled_scenarios, load_scenario

Dice = random.Random
LARGEST = 256 * 1024
WINDOWS = ("con", "NUL", "Aux", "com1", "LPT9", "prn", "CON.toml", "nul:", "a.", "a ")
PATHS = (
    *("../up", "../../etc/passwd", "/etc/shadow", "..\\..\\boot", "C:\\x", "\\\\host\\share", "~root", "file:///x"),
    *("x/../../y", "a/b", "//", ".", "..", "$(id)", "`id`", "%2e%2e%2f", "/dev/zero", "/proc/self/mem"),
)
WORDS = (
    *(*WINDOWS, *PATHS, "\x1b[2J\x1b[31m", "a\nb", "a\x00b", "\x7f", "\u202eabc", "\U0001f600", "=1+1", "-x", "_x"),
    *("<script>alert(1)</script>", "'; drop table runs; --", "x" * 5_000, "", " ", "名" * 65, "ａ", "x" * 64, "x" * 65),
)
NUMBERS = (
    *("9" * 30, "9" * 4_301, "-" + "9" * 19, "0x" + "F" * 60, "1e400", "-1e400", "1e-400", "inf", "-inf", "nan", "1_0"),
    *("-0", "-0.0", "1e308", "9223372036854775807", "9223372036854775808", "0b" + "1" * 70, "0o17", "true", "4.9e-324"),
    *("1979-05-27", "07:32:00", "1979-05-27T07:32:00Z"),
)
BREAKS = (
    "[",
    "]",
    "[[",
    "]]",
    "=",
    '"',
    "'",
    '"""',
    "\n",
    "{",
    "}",
    "#",
    ",",
    ".",
    "\0",
    "\x1b",
    "\r",
    "\u2028",
    "\ufeff",
    "\\",
    "１",
)


def quoted(text: str) -> str:
    """Text as TOML writes it."""
    return json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=True).replace("\x7f", "\\u007f")


def written(value: Value) -> str:
    return quoted(value) if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else repr(value)


def allowed(dice: Dice, declared: Declaration) -> Value:
    """A value within what is declared."""
    if declared.kind == "flag":
        return dice.random() < 0.5
    if declared.kind == "choice":
        return dice.choice(declared.choices)
    low = float(declared.low if declared.low is not None else 0.0)
    high = float(declared.high if declared.high is not None else low + 10.0)
    if declared.kind == "integer":
        return dice.randint(int(low), int(min(high, low + 1000)))
    return round(dice.uniform(low, min(high, low + 1000)), 3)


def other(dice: Dice, path: str) -> str:
    """A value within what is declared that differs from Guangzhou's, as written."""
    value = guangzhou()[path]
    while value == guangzhou()[path]:
        value = allowed(dice, DECLARATIONS[path])
    return written(value)


@cache
def guangzhou() -> dict[str, Value]:
    return load_scenario("guangzhou").values()


def beyond(dice: Dice, declared: Declaration) -> str:
    """A value that is nearly right: outside the bounds, or of another kind."""
    if declared.kind in {"number", "integer"} and dice.random() < 0.6:
        high = declared.high if declared.high is not None else 1e9
        low = declared.low if declared.low is not None else -1e9
        return repr(dice.choice([high + 1, low - 1, high + 1e-9, low - 1e-9]))
    return dice.choice(['"1"', "true", "1.5", "[1]", "{a = 1}", '"imposd"', "-1", "nan"])


def lines_of(dice: Dice, count: int) -> list[str]:
    paths = dice.sample(sorted(LEVERS), count)
    return [f"{path} = {written(allowed(dice, DECLARATIONS[path]))}" for path in paths]


def scenario(dice: Dice) -> str:
    """A scenario within all bounds, on its own or as a child of a bundled one."""
    if dice.random() < 0.2:
        return (bundled("scenarios") / f"{dice.choice(bundled_scenarios())}.toml").read_text(encoding="utf-8")
    head = ['name = "one"', f"extends = {quoted(dice.choice(bundled_scenarios()))}", 'title_zh = "一"']
    tail = ["[[change]]", "month = 12", *lines_of(dice, 1)] if dice.random() < 0.3 else []
    return "\n".join([*head, *lines_of(dice, dice.randint(1, 5)), *tail]) + "\n"


def experiment(dice: Dice) -> str:
    """An experiment within all bounds."""
    if dice.random() < 0.1:
        files = sorted(bundled("experiments").glob("*.toml"))
        return dice.choice(files).read_text(encoding="utf-8")
    outcomes = ", ".join(quoted(name) for name in dice.sample(sorted(OUTCOMES), 2))
    numbers = [f"seed = {dice.randint(0, 2**31)}", f"worlds = {dice.randint(2, 20)}", f"outcomes = [{outcomes}]"]
    words = ['name = "one"', 'question_en = "Does it?"', 'question_zh = "会吗？"', 'scenario = "guangzhou"']
    first, second, third = dice.sample(sorted(LEVERS), 3)
    body = ["[[policy]]", 'name = "new"', "[policy.set]", f'"{first}" = {other(dice, first)}']
    if dice.random() < 0.5:
        body += ["[axes]", f'"{second}" = [{", ".join(sorted({other(dice, second) for _ in range(2)}))}]']
    if dice.random() < 0.3:
        body += ["[one_at_a_time]", f'"{third}" = [{other(dice, third)}]']
    return "\n".join([*words, *numbers, *body]) + "\n"


def nearly(dice: Dice, text: str) -> str:
    """One slip: a value, a name, a line, a quotation mark."""
    lines = text.splitlines()
    given = [place for place, line in enumerate(lines) if " = " in line]
    place = dice.choice(given)
    left, _, right = lines[place].partition(" = ")
    slip = dice.randrange(6)
    if slip == 0:
        declared = DECLARATIONS.get(left.strip('"'), LEVERS["policy.payment.delay_months"])
        lines[place] = f"{left} = {beyond(dice, declared)}"
    elif slip == 1:
        at = dice.randrange(len(left))
        lines[place] = f"{left[:at]}{left[at + 1 :]} = {right}"
    elif slip == 2:
        lines.insert(place, lines[dice.choice(given)])
    elif slip == 3:
        del lines[place]
    elif slip == 4:
        lines[place] = f"{left} = {lines[dice.choice(given)].partition(' = ')[2]}"
    else:
        lines[place] = lines[place].replace('"', dice.choice(["'", "", "“"]), 1)
    return "\n".join(lines) + "\n"


def nested(dice: Dice, text: str) -> str:
    depth = dice.choice([60, 64, 65, 66, 500, 20_000])
    made = dice.choice([
        "x = " + "[" * depth + "]" * depth,
        "x = " + "{a = " * depth + "1" + "}" * depth,
        ".".join(["a"] * depth) + " = 1",
        "[" + ".".join(["a"] * depth) + "]",
        "\n".join(f"[{'.'.join(['b'] * (level + 1))}]" for level in range(min(depth, 300))),
        "x = " + "[" * depth,
    ])  # fmt: skip
    return dice.choice([f"{made}\n{text}", f"{text}\n{made}\n"])


def large(dice: Dice, text: str) -> str:
    made = dice.choice([
        f"x = [{'1, ' * 60_000}]",
        "\n".join(f"k{number} = {number}" for number in range(15_000)),
        f"x = '{'y' * 200_000}'",
        "#" * dice.choice([200_000, 300_000]),
        "\n".join("[[change]]" for _ in range(15_000)),
        "\n".join(f"[[policy]]\nname = 'p{number}'" for number in range(1_001)),
        f"outcomes = [{', '.join(['1'] * 5_000)}]",
        *("[axes]\n" + "\n".join(f'"{path}" = [{f"{value}, " * 1_000}]' for path in sorted(LEVERS)[:12])
          for value in ("1", "[]", "nan", "1979-05-27")),
        "[axes]\n" + "\n".join(f'"{path[:-1]}" = [1]' for path in dice.sample(sorted(DECLARATIONS), 30)),
        "[policy.set]\n" + "\n".join(f"{path[:9]}{path[10:]} = 1" for path in dice.sample(sorted(LEVERS), 30)),
        "\n".join(f"[a{number}.b.c]" for number in range(5_900)),
        "\n".join(f"a{number}{'.b' * 15} = 1" for number in range(5_000)),
        f"axes = {{{', '.join(f'a{number} = [1]' for number in range(12_000))}}}",
        'x = "' + "\\n" * 120_000 + '"',
    ])  # fmt: skip
    return f"{text}\n{made}\n"


def words(dice: Dice, text: str) -> str:
    """Hostile words where a name, a path or a title stands."""
    keys = (
        "name",
        "extends",
        "scenario",
        "title_en",
        "question_en",
        "label_zh",
        '"' + dice.choice(BREAKS[11:14]) + '"',
    )
    key = dice.choice(keys)
    kept = [line for line in text.splitlines() if not line.startswith(f"{key} =")]
    return "\n".join([f"{key} = {quoted(dice.choice(WORDS))}", *kept]) + "\n"


def numbers(dice: Dice, text: str) -> str:
    lines = text.splitlines()
    place = dice.choice([place for place, line in enumerate(lines) if " = " in line])
    lines[place] = f"{lines[place].partition(' = ')[0]} = {dice.choice(NUMBERS)}"
    return "\n".join(lines) + "\n"


def broken(dice: Dice, text: str) -> str:
    for _ in range(dice.randint(1, 6)):
        start = dice.randrange(len(text) + 1)
        text = text[:start] + dice.choice(BREAKS) + text[start + dice.randrange(20) :]
    return text


HOSTILE: tuple[Callable[[Dice, str], str], ...] = (nested, large, words, words, numbers, numbers, broken, broken)
ENCODINGS = ("utf-16", "utf-16-le", "gb18030", "utf-32", "utf-8-sig", "big5", "shift_jis", "cp1252", "utf-7")


def encoded(dice: Dice, text: str) -> bytes:
    """Bytes of another encoding than UTF-8, or of none."""
    kind = dice.random()
    if kind < 0.7:
        return text.encode(dice.choice(ENCODINGS), "replace")
    if kind < 0.85:
        return dice.randbytes(dice.randint(0, 4_000))
    data = bytearray(text.encode())
    data[dice.randrange(len(data))] = dice.randrange(128, 256)
    return bytes(data)


def a_file(dice: Dice, kind: str) -> tuple[str, bytes]:
    """A file's content and how it was meant: right, nearly right or hostile."""
    right = scenario(dice) if kind == "scenario" else experiment(dice)
    meant = dice.choices(("right", "nearly_right", "hostile"), (25, 25, 50))[0]
    if meant == "right":
        return meant, right.encode()
    if meant == "nearly_right":
        return meant, nearly(dice, right).encode()
    if dice.random() < 0.15:
        return meant, encoded(dice, right)
    return meant, dice.choice(HOSTILE)(dice, right).encode("utf-8", "surrogatepass")


def place_for(folder: Path, dice: Dice, number: int) -> Path:
    """Where the file stands; some names are strange, too."""
    strange = dice.choice(["", "", "", " ", "名", "a'b", "[x]", "x=1", "…"])
    return folder / f"{number}{strange}.toml"
