"""Exported files read back by the programs' own readers: same values, labels, gaps; nothing that bites."""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest
from typer.testing import CliRunner, Result

from sim.cli.command_line import app
from sim.lab.answers import compare_results
from sim.lab.failures import Failures
from sim.lab.results import read_results
from sim.lab.worker import Failed
from sim.report.export import exporting, workbook
from sim.report.export.exporting import FORMATS, export
from tests.lab.stored import DELAY, luck, store

MONTHS = 3
ALL = ",".join(FORMATS)
HOSTILE = [
    {"name": "slow", "label_en": "=cmd|' /C calc'!A0", "label_zh": "@拨款慢{0}", "set": {DELAY: 6}},
    {"name": "prompt", "label_en": 'pay";=1+1', "label_zh": "@拨款慢{0}", "set": {DELAY: 0}},
]
FORMULA = re.compile(r"[\s\"']*[=+\-@＝＋－＠]")
ENDINGS = ["codebook.csv", "notes.csv", "policies.csv", *(f"{t}.{k}" for t in ("runs", "monthly") for k in FORMATS)]
FILES = sorted({f"stored_{each}" for each in ENDINGS if not each.endswith("xlsx")} | {"stored_summary.xlsx"})


def sanshe(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="sanshe")


def exported(*words: str | Path) -> list[Path]:
    result = sanshe("export", *words)
    assert result.exit_code == 0, result.stderr
    return [Path(line) for line in result.stdout.split("\n") if line]


def refused(code: int, *words: str | Path) -> str:
    result = sanshe("export", *words)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


def numbers(policy: str, under: str, world: int) -> dict[str, Any]:
    """A share with all digits, an amount below zero, and a turnover that is undefined under one policy."""
    turnover = math.nan if policy == "slow" else 0.1 + world / 30
    share = 0.5 + luck(policy, world) / 3 + len(under) / 100
    months = [share, math.nan if policy == "slow" else share / 7, -share]
    given = {"satisfied_share": share, "public_money_yuan": -12345.678 / (world + 1), "turnover_rate": turnover}
    return {**given, "series.satisfied_share": months}


@pytest.fixture(scope="module", name="folder")
def folder_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results whose policies have hostile labels."""
    return store(tmp_path_factory.mktemp("exported") / "r", numbers, policy=HOSTILE)


@pytest.fixture(scope="module", name="out")
def out_fixture(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in every format, in Chinese."""
    place = tmp_path_factory.mktemp("files") / "出 口"
    files = exported(folder, "--format", ALL, "--lang", "zh", "-o", place)
    assert sorted(path.name for path in place.iterdir()) == sorted(path.name for path in files) == FILES
    return place


@pytest.fixture(scope="module", name="truth")
def truth_fixture(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "results.parquet")


def same(found: pd.Series, expected: pd.Series) -> bool:
    """Equal to the last bit, and missing where it is missing."""
    return bool(np.array_equal(found.to_numpy(dtype=float), expected.to_numpy(dtype=float), equal_nan=True))


MEASURED = ["satisfied_share", "public_money_yuan", "turnover_rate"]


def test_csv_is_read_by_pandas_as_it_was(out: Path, truth: pd.DataFrame) -> None:
    assert (out / "stored_runs.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    found = pd.read_csv(out / "stored_runs.csv")
    assert all(same(found[name], truth[name]) for name in [*MEASURED, "run", "world", DELAY])
    assert found["policy"].tolist() == truth["policy"].tolist()
    assert found["key"].tolist() == truth["key"].tolist()
    assert found["turnover_rate"].isna().sum() == 4


@pytest.mark.parametrize("name", ["stored_runs.csv", "stored_runs.parquet"])
def test_duckdb_reads_the_same(out: Path, truth: pd.DataFrame, name: str) -> None:
    with duckdb.connect() as base:
        read = base.read_parquet if name.endswith("parquet") else base.read_csv
        rows = read(str(out / name))
        found = rows.order("run").df()
        undefined = rows.filter("turnover_rate IS NULL").count("*").fetchall()
    assert all(same(found[each], truth[each]) for each in [*MEASURED, DELAY])
    assert undefined == [(4,)]


def test_months_stand_one_below_the_other(out: Path, truth: pd.DataFrame) -> None:
    found = pd.read_csv(out / "stored_monthly.csv")
    assert found["month"].tolist() == list(range(MONTHS)) * len(truth)
    assert found["run"].tolist() == [run for run in truth["run"] for _ in range(MONTHS)]
    assert same(found["satisfied_share"], pd.Series(np.concatenate(truth["series.satisfied_share"].tolist())))
    assert found["satisfied_share"].isna().sum() == 4


def test_stata_reads_values_labels_and_gaps(out: Path, truth: pd.DataFrame) -> None:
    assert b"<release>118</release>" in (out / "stored_runs.dta").read_bytes()[:60]
    found, about = pyreadstat.read_dta(str(out / "stored_runs.dta"))
    assert all(same(found[name], truth[name]) for name in MEASURED)
    assert same(found["payment_delay_months"], truth[DELAY])
    assert found["policy_code"].tolist() == [0, 1, 2] * 4
    assert about.variable_value_labels["policy_code"] == {
        0: "基准", 1: "@拨款慢{0} [slow]", 2: "@拨款慢{0} [prompt]"}  # fmt: skip
    assert about.column_names_to_labels["satisfied_share"] == "居民满意度（比例）"
    again = pd.read_stata(out / "stored_runs.dta")
    assert again["policy_code"].tolist()[:2] == ["基准", "@拨款慢{0} [slow]"]
    assert again["turnover_rate"].isna().sum() == 4


def test_spss_reads_values_labels_gaps_and_notes(out: Path, truth: pd.DataFrame) -> None:
    found, about = pyreadstat.read_sav(str(out / "stored_runs.sav"))
    assert all(same(found[name], truth[name]) for name in MEASURED)
    assert found["policy"].tolist() == truth["policy"].tolist()
    assert about.variable_value_labels["policy_code"][1.0] == "@拨款慢{0} [slow]"
    assert about.column_names_to_labels["satisfied_share"] == "居民满意度（比例）"
    assert about.variable_measure["policy_code"] == "nominal"
    assert about.variable_measure["turnover_rate"] == "scale"
    assert any("哪项政策？" in line for line in about.notes)
    months, of_months = pyreadstat.read_sav(str(out / "stored_monthly.sav"))
    assert of_months.variable_measure["month"] == "ordinal"
    assert len(months) == len(truth) * MONTHS


def test_parquet_keeps_types_texts_and_says_what_columns_are(out: Path, truth: pd.DataFrame) -> None:
    found = pq.read_table(out / "stored_runs.parquet")
    assert found["turnover_rate"].null_count == 4
    assert found["policy_label"].to_pylist()[1] == "@拨款慢{0} [slow]"
    about = found.schema.field("satisfied_share").metadata
    assert about[b"label"].decode() == "居民满意度"
    assert all(same(found.to_pandas()[name], truth[name]) for name in MEASURED)


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith("csv")])
def test_no_cell_of_a_csv_file_starts_a_formula(out: Path, name: str) -> None:
    with (out / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    bad = [cell for row in rows for cell in row if FORMULA.match(cell) and not cell.startswith("'")]
    assert [cell for cell in bad if not is_number(cell)] == []


def test_no_cell_of_the_workbook_is_a_formula(out: Path) -> None:
    book = openpyxl.load_workbook(out / "stored_summary.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert [text for text in texts if FORMULA.match(text) and not text.startswith("'")] == []
    assert "'@拨款慢{0} [slow]" in texts


def test_the_workbook_prints_whole_columns_and_shows_small_p_values(out: Path) -> None:
    sheet = openpyxl.load_workbook(out / "stored_summary.xlsx")["比较"]
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.auto_filter.ref == sheet.dimensions
    numbers = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, float)]
    assert {cell.number_format for cell in numbers if 0 < abs(cell.value) < 0.00005} <= {"0.0E+00"}


def test_the_workbook_compares_as_the_command_does(out: Path, folder: Path) -> None:
    book = openpyxl.load_workbook(out / "stored_summary.xlsx")
    assert book.sheetnames == ["比较", "结果指标", "政策", "编码簿", "说明"]
    header, *rows = book["比较"].iter_rows(values_only=True)
    found = pd.DataFrame(rows, columns=list(header))
    expected = compare_results(read_results(folder)).differences
    for head, name in {"差异": "difference", "95%区间下限": "low", "95%区间上限": "high"}.items():
        assert found[head].tolist() == pytest.approx(expected[name].tolist(), rel=1e-15)
    assert found["模拟世界数"].tolist() == [4, 4]


def test_the_codebook_explains_every_column_of_every_file(out: Path) -> None:
    book = pd.read_csv(out / "stored_codebook.csv", keep_default_na=False)
    for table in ("runs", "monthly"):
        rows = book[book["table"] == table]
        assert rows["name"].tolist() == list(pd.read_csv(out / f"stored_{table}.csv", nrows=1).columns)
        short = [name for name in rows["name_stata_spss"] if name]
        assert short == list(pd.read_stata(out / f"stored_{table}.dta", convert_categoricals=False).columns)
        assert short == list(pyreadstat.read_sav(str(out / f"stored_{table}.sav"), metadataonly=True)[0].columns)
    for name in ("label_en", "label_zh", "meaning", "role", "missing_means"):
        assert (book[name] != "").all()
    [turnover] = book[(book["name"] == "turnover_rate")].to_dict("records")
    assert (turnover["unit"], turnover["missing_count"], turnover["source"]) == ("share per year", 4, "E12, G38")
    [delay] = book[(book["name"] == DELAY)].to_dict("records")
    assert (float(delay["lowest"]), float(delay["highest"])) == (0.0, 12.0)
    assert (float(delay["found_lowest"]), float(delay["found_highest"])) == (0.0, 6.0)
    assert delay["meaning"] == "从一期款项到期到经办部门办结拨付的平均月数"
    assert turnover["meaning"].endswith("到期被辞退者不计。每次运行一个数：有定义各月的均值")


def noted(place: Path) -> dict[str, str]:
    table = pd.read_csv(place / "stored_notes.csv", keep_default_na=False)
    return dict(zip(table["note"], table["value"], strict=True))


def test_notes_say_where_the_numbers_come_from(out: Path, folder: Path) -> None:
    found = noted(out)
    results = read_results(folder)
    assert found["问题"] == "哪项政策？"
    assert (found["情景"], found["模拟世界的随机种子"]) == ("guangzhou", "9")
    assert found["results.parquet的SHA-256"] == results.sha256
    assert found["重新运行的命令"] == "sanshe sweep results/stored/experiment.toml"
    assert "4个" in found["缺失值"]


@pytest.mark.parametrize(("lang", "failed", "left"), [
    ("en", "1 of 12 runs failed and are in no table: run 4 (slow, world 1: too slow)", "1 of 4, for every policy"),
    ("zh", "12次运行中有1次失败，不在任何表中：运行4（slow，模拟世界1：超时）", "4个中的1个，因其中有运行失败"),
])  # fmt: skip
def test_failed_runs_and_worlds_left_out_are_told(tmp_path: Path, lang: str, failed: str, left: str) -> None:
    folder = store(tmp_path / "r", numbers, drop=4)
    results = read_results(folder)
    plan = _planned()
    (folder / "failed").mkdir()
    Failures(folder, results.plan["design_sha256"]).add([Failed(4, "timeout", "simulate", "slow", "")], plan)
    files = exported(folder, "--lang", lang)
    assert files[0] == folder / "export" / "stored_runs.csv"
    assert len(pd.read_csv(files[0])) == 11
    told = list(noted(folder / "export").values())
    assert failed in told
    assert any(value.startswith(left) for value in told)


def _planned() -> Any:
    from sim.lab.experiment import read_experiment
    from sim.lab.plan import make_plan
    from tests.lab.stored import DATA, QUESTION

    return make_plan(read_experiment(QUESTION, "stored.toml", DATA))


def test_parameter_sets_are_exported(tmp_path: Path) -> None:
    folder = store(tmp_path / "r", numbers, sets={"file": "states.csv"})
    exported(folder, "--format", "csv,dta,xlsx", "-o", tmp_path / "out")
    runs = pd.read_csv(tmp_path / "out" / "stored_runs.csv")
    truth = pd.read_parquet(folder / "results.parquet")
    assert runs["set"].tolist() == truth["set"].tolist()
    assert "set" in pd.read_stata(tmp_path / "out" / "stored_monthly.dta").columns
    heads = next(openpyxl.load_workbook(tmp_path / "out" / "stored_summary.xlsx").worksheets[0].values)
    assert "Share of sets with the same sign" in heads


def test_results_that_cannot_be_compared_are_exported_all_the_same(tmp_path: Path) -> None:
    folder = store(tmp_path / "r", numbers, worlds=1, policy=HOSTILE)
    exported(folder, "--format", "xlsx")
    book = openpyxl.load_workbook(folder / "export" / "stored_summary.xlsx")
    assert book.sheetnames == ["Outcomes", "Policies", "Codebook", "Notes"]
    told = {row[0]: row[1] for row in book["Notes"].values}
    assert "at least 2 are needed to compare" in told["Comparison"]


def test_policies_of_a_grid_are_explained(tmp_path: Path) -> None:
    folder = store(tmp_path / "r", numbers, policy=[], axes={DELAY: [0, 6]})
    exported(folder, "--format", "xlsx,dta")
    assert noted(folder / "export")["How policies are written"] == "by their values of: Payment delay"
    book = openpyxl.load_workbook(folder / "export" / "stored_summary.xlsx")
    told = {row[0]: row[1] for row in book["Notes"].values}
    assert "Holm's correction for the 2 comparisons" in str(told["How readings are made"])
    labels = pd.read_stata(folder / "export" / "stored_runs.dta")["policy_code"].cat.categories
    assert list(labels) == ["Baseline", "0", "6"]


def test_no_series_no_monthly_file(tmp_path: Path) -> None:
    folder = store(tmp_path / "r", lambda policy, _, world: {"satisfied_share": 0.5 + luck(policy, world)})
    names = [path.name for path in exported(folder, "--format", "csv, .Parquet")]
    assert names == ["stored_runs.csv", "stored_runs.parquet", *(f"stored_{name}.csv" for name in
                     ("codebook", "policies", "notes"))]  # fmt: skip


def test_a_long_sheet_is_cut_and_says_so(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    export(folder, ["xlsx"], "en", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "stored_summary.xlsx")
    assert book["Policies"].max_row == 3
    told = [row[1] for row in book["Notes"].values if row[0] == "Rows that are not shown"]
    assert any("“Policies” shows the first 2 of 3 rows" in str(text) for text in told)


def test_the_same_export_is_the_same_file(folder: Path, tmp_path: Path) -> None:
    formats = ["csv", "parquet"]
    first = [path.read_bytes() for path in export(folder, formats, "en", tmp_path / "a")]
    export(folder, formats, "zh", tmp_path / "b")
    again = [path.read_bytes() for path in export(folder, formats, "en", tmp_path / "b")]
    assert first == again


def test_a_link_in_the_folder_is_replaced_and_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("mine")
    place = tmp_path / "out"
    place.mkdir()
    (place / "stored_runs.csv").symlink_to(outside)
    export(folder, ["csv"], "en", place)
    assert outside.read_text() == "mine"
    assert not (place / "stored_runs.csv").is_symlink()


def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    folder = store(tmp_path / "r", numbers)
    text = (folder / "experiment.toml").read_text(encoding="utf-8")
    (folder / "experiment.toml").write_text(text.replace('"stored"', '"../../stored"'), encoding="utf-8")
    assert "is damaged" in refused(5, folder)
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_what_cannot_be_done_is_told_in_a_line(folder: Path, tmp_path: Path) -> None:
    assert "there is no format 'xlxs'; did you mean 'xlsx'?" in refused(2, folder, "--format", "csv,xlxs")
    assert "none was named" in refused(2, folder, "--format", ",")
    assert "is no results folder" in refused(5, tmp_path)
    taken = tmp_path / "file"
    taken.write_text("")
    assert "cannot be used" in refused(5, folder, "-o", taken)
    (tmp_path / "out" / "stored_notes.csv").mkdir(parents=True)
    assert "is a folder" in refused(5, folder, "-o", tmp_path / "out")


@pytest.mark.parametrize(("kind", "package"), [("xlsx", "openpyxl"), ("sav", "pyreadstat")])
def test_a_missing_package_is_named_before_anything_is_written(
    folder: Path, tmp_path: Path, kind: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    assert "pip install 'sanshe[export]'" in refused(2, folder, "--format", f"csv,{kind}", "-o", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    exported(folder, "--format", "csv,parquet,dta", "-o", tmp_path / "out")


def test_a_file_that_could_not_be_written_leaves_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_frame: pd.DataFrame, path: Path) -> None:
        path.write_text("half of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "write_csv", full)
    assert "no space left" in refused(5, folder, "-o", tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_long_labels_fit_the_programs(tmp_path: Path) -> None:
    label = "治" * 200
    policy = [{"name": "slow", "label_en": "x" * 200, "label_zh": label, "set": {DELAY: 6}}]
    folder = store(tmp_path / "r", numbers, policy=policy)
    export(folder, ["dta", "sav"], "zh", tmp_path / "out")
    _, stata = pyreadstat.read_dta(str(tmp_path / "out" / "stored_runs.dta"))
    assert stata.variable_value_labels["policy_code"][1] == label
    _, spss = pyreadstat.read_sav(str(tmp_path / "out" / "stored_runs.sav"))
    assert spss.variable_value_labels["policy_code"][1] == "治" * 39 + "…"
    assert json.loads((folder / "manifest.json").read_text())["failed"] == 0
