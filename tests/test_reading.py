"""What a user wrote is read, or refused in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import Fault, ScenarioError
from sim.reading import DEEPEST_NESTING, LARGEST_FILE_BYTES, check_name, parse_toml, read_toml


def told(reading: Callable[[], object]) -> list[str]:
    """The lines that refuse what is read, none where it is read; any other error is the test's failure."""
    try:
        reading()
    except ScenarioError as refused:
        return str(refused).splitlines()
    return []


def test_a_table_is_read(tmp_path: Path) -> None:
    file = tmp_path / "some.toml"
    # With Windows' line ends and the mark that some editors put first.
    file.write_bytes(b'\xef\xbb\xbfname = "some"\r\n[policy]\r\nyes = true\r\n')
    assert read_toml(file) == {"name": "some", "policy": {"yes": True}}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"nowhere\.toml: no such file; check the path"):
        read_toml(tmp_path / "nowhere.toml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no such file"):
        read_toml(tmp_path)


@pytest.mark.parametrize("name", ["a\0b.toml", "a" * 5_000 + ".toml"])
def test_a_path_that_cannot_be(tmp_path: Path, name: str) -> None:
    with pytest.raises(ScenarioError, match=r"no such file|cannot be read: File name too long"):
        read_toml(tmp_path / name)


def test_a_file_too_large(tmp_path: Path) -> None:
    file = tmp_path / "large.toml"
    file.write_text("#" * (LARGEST_FILE_BYTES + 1), encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"larger than 256 kB; a scenario or experiment is a few kB"):
        read_toml(file)
    file.write_text("#" * LARGEST_FILE_BYTES, encoding="utf-8")
    assert read_toml(file) == {}


def test_what_is_not_text(tmp_path: Path) -> None:
    file = tmp_path / "binary.toml"
    file.write_bytes(b"name = 'a'\n\xff\xfe")
    with pytest.raises(ScenarioError, match=r"not UTF-8 text \(byte 11\); save the file as UTF-8"):
        read_toml(file)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a = ?", r"not valid TOML: .*line 1.*; mend that line"),
        ("a = 1\na = 2", "not valid TOML: Cannot overwrite a value"),
        ("a = " + "9" * 5_000, "not valid TOML: Exceeds the limit"),
        ("a = 0x" + "f" * 5_000, "a whole number of more than 64 bits; give a smaller number"),
        ("a = [1, [9223372036854775808]]", "a whole number of more than 64 bits"),
        ("a = " + "[" * (DEEPEST_NESTING + 1) + "]" * (DEEPEST_NESTING + 1), "brackets nest deeper than 64; write it"),
        ("a" + ".a" * 30_000 + " = 1", "tables nest deeper than 64; write it flat"),
        ("[a" + ".a" * 100 + "]", "tables nest deeper than 64"),
        (
            "\n" * 6_001,
            "more than 6,000 lines, or 13,000 commas or backslashes; a scenario or experiment is a page or two",
        ),
        ("a = [" + "1," * 13_001 + "]", "more than 6,000 lines, or 13,000 commas"),
        ("a = '" + "\\" * 13_001 + "'", "13,000 commas or backslashes"),
        ("[[a]]\n" * 2_501, "more than 2,500 tables, 12,000 brackets or 12,000 dots in keys; a scenario or"),
        ("a = [" + "{}, " * 6_000 + "]", "more than 2,500 tables, 12,000 brackets"),
        ("\n".join(f"a{number}" + ".b" * 15 + " = 1" for number in range(801)), "12,000 dots in keys"),
        ("a = [" + "1, " * 1_001 + "]", "a list of 1,001 values; give at most 1,000"),
        ("\n".join(f"a{number} = 1" for number in range(1_001)), "a table of 1,001 values; give at most 1,000"),
    ],
)
def test_what_is_not_toml_or_too_much_of_it(text: str, what: str) -> None:
    with pytest.raises(ScenarioError, match=what) as caught:
        parse_toml(text, "here")
    assert str(caught.value).startswith("here: ")
    assert len(str(caught.value).splitlines()) == 1
    assert len(str(caught.value)) < 500


def test_the_largest_numbers_and_the_deepest_tables_pass() -> None:
    assert parse_toml("a = 9223372036854775807\nb = -9223372036854775808", "here")["b"] == -(2**63)
    deep = "a = " + "[" * (DEEPEST_NESTING - 1) + "]" * (DEEPEST_NESTING - 1)
    assert "a" in parse_toml(deep, "here")


def test_a_thousand_policies_and_twelve_axes_of_a_thousand_values_pass() -> None:
    policies = "".join(
        f"[[policy]]\nname = 'p{n}'\n[policy.set]\n'policy.payment.delay_months' = 1\n" for n in range(1_000)
    )
    assert len(parse_toml(policies, "here")["policy"]) == 1_000
    axes = "[axes]\n" + "\n".join(f"'policy.lever.{n}' = [{'0.5, ' * 1_000}]" for n in range(12))
    assert len(parse_toml(axes, "here")["axes"]) == 12


@pytest.mark.parametrize("name", ["a", "A1", "late_pay", "late-pay-2", "9" * 64])
def test_names(name: str) -> None:
    assert check_name(name, "here") is None


@pytest.mark.parametrize(
    "name", ["", "_a", "-a", "a b", "a/b", "..", "a\n", "居民", "a" * 65, 3, None, True, ["a"], "a.toml"]
)
def test_what_cannot_be_a_name(name: object) -> None:
    fault = check_name(name, "here: name")
    assert fault is not None
    assert str(fault).startswith("here: name: ")
    assert "cannot be a name; use 1 to 64 Latin letters, digits, - and _" in str(fault)


@pytest.mark.parametrize("name", ["con", "NUL", "Com1", "lpt9", "aux", "PRN"])
def test_names_that_some_file_systems_reserve(name: str) -> None:
    assert check_name(name, "x") == Fault(
        "x", f"'{name}' is a reserved word of some file systems", "choose another name"
    )


@given(text=st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert len(told(lambda: parse_toml(text, "here"))) <= 1


@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "bytes.toml"
    file.write_bytes(data)
    assert len(told(lambda: read_toml(file))) <= 1
