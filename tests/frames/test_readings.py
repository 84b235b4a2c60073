"""The reading table of a frame, kept and used again; wordings as rows; the accessors."""

import os
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import PerfrulesError, Vocabulary, evaluate, parse
from perfrules.frames import Readings, readings, roll_up, score
from perfrules.frames import parse as parse_frame
from perfrules.quantities import decimal
from perfrules.statements import readings as table
from perfrules.statements.pools import pooled
from perfrules.statements.readings import bearing, version
from perfrules.testing.strategies import targets
from perfrules.wording import vocabularies

FRAME = pl.DataFrame(
    {
        "t": ["≥50家", "≥1.5", "≥50家", None, "≥5；≥3项", "增长12%", "80～90%", ""],
        "n": [None, "资金（万元）", "企业", "甲", "甲、乙", "", "率", None],
    }
)


def test_wordings_are_rows_of_criteria():
    found = parse_frame(FRAME, target="t", name="n")
    assert isinstance(found, pl.DataFrame)
    rows = {(row["target"], row["criterion"]): row for row in found.rows(named=True)}
    assert (rows["≥1.5", 1]["low"], rows["≥1.5", 1]["decimals"], rows["≥1.5", 1]["unit"]) == (15000, 0, "元")
    assert (rows["80～90%", 1]["low"], rows["80～90%", 1]["high"], rows["80～90%", 1]["kind"]) == (80, 90, "range")
    assert rows["增长12%", 1]["kind"] == "change"
    assert rows["≥5；≥3项", 2]["unit"] == "项"
    assert rows["", None]["kind"] is None


def test_a_table_is_kept_and_used_again(tmp_path: Path):
    found = readings(FRAME, target="t", name="n")
    found.save(tmp_path / "read.parquet")
    again = Readings.load(tmp_path / "read.parquet")
    assert again.known == found.known
    frame = FRAME.with_columns(a=pl.lit("40"))
    asked: dict[str, Any] = {"target": "t", "actual": "a", "name": "n"}
    assert score(frame, **asked, readings=again).equals(score(frame, **asked))


@pytest.mark.parametrize(
    "made", [pa.table({"target": ["5"]}), pa.table({"target": ["5"]}).replace_schema_metadata({"perfrules.grammar": "old"})]
)
def test_a_table_of_another_grammar_is_refused(made: pa.Table, tmp_path: Path):
    pq.write_table(made, tmp_path / "old.parquet")
    with pytest.raises(PerfrulesError, match="另一版语法"):
        Readings.load(tmp_path / "old.parquet")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("{", "null"),
        ('{"text": 5}', "null"),
        ("5", "null"),
        ("[" * 100_000, "null"),
        ("{}", "{"),
        ("{}", "5"),
        ("{}", '{"units": {"x": 1}}'),
    ],
)
def test_a_table_that_somebody_has_changed_is_refused(form: str, words: str, tmp_path: Path):
    metadata = {"perfrules.grammar": version(), "perfrules.vocabulary": words}
    pq.write_table(pa.table({"target": ["5"], "name": [""], "form": [form]}).replace_schema_metadata(metadata), tmp_path / "a.parquet")
    with pytest.raises(PerfrulesError, match="不是解读表"):
        Readings.load(tmp_path / "a.parquet")


NAMES = [
    "",
    "资金（万元）",
    "企业数",
    "甲、乙",
    "覆盖率（%）",
    "1. 甲；2. 乙",
    "面积 平方米",
    "项目完成时间",
    "办理时限（日）",
    "床护比",
    "减免比例（成）",
]
WRITTEN = ["2025.12", "≤202512", "20251231", "2025", "≥1:0.4", "1:3", "3", "≥3；≤2025.12"]


@given(targets().map(lambda target: target.text) | st.sampled_from(WRITTEN), st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES)))
def test_what_bears_of_a_name_is_enough_to_read_under_it(text: str, name: str, before: list[str]):
    under = parse(text, name=name or None).criteria
    assert parse(text, name=bearing(text, name) or None).criteria == under
    known = Readings()
    known.add((text, other or None) for other in before)
    assert known.read(text, name or None).criteria == under


def test_what_is_known_is_not_read_again(monkeypatch: pytest.MonkeyPatch):
    wordings = [(text, name) for text in ("≥50", "≥5；≥3", "2025.12") for name in ("企业数", "资金（万元）", "甲、乙", "完成时间", None)]
    found = Readings()
    found.add(wordings)
    monkeypatch.setattr(table, "pooled", lambda _, items, __: [pytest.fail(str(item)) for item in items])
    found.add(wordings)
    monkeypatch.setattr(table, "parse", lambda *_, **__: pytest.fail("read again"))
    assert [found.read(*wording) for wording in wordings]


def test_a_date_under_the_name_of_a_time_is_no_number():
    rows = pl.DataFrame(
        {"t": ["2025.12", "2025.12", "≥1:0.4"], "a": ["2025.11", "2026.11", "1:0.5"], "n": ["完成时间", "完成时间", "床护比"]}
    )
    for known in (None, readings(rows, target="t"), readings(rows, target="t", name="n")):
        scored = score(rows, target="t", actual="a", name="n", readings=known)
        assert scored["outcome"].to_list() == ["met", "unmet", "cannot_judge"]
        assert scored["points"].to_list() == [100, 0, 0]


@pytest.mark.processes
def test_many_wordings_are_read_by_several_processes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(table, "_POOL_FROM", 4)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    found = Readings()
    found.add([(f"≥{number}家", None) for number in range(9)])
    assert found.known == {(f"≥{number}家", ""): parse(f"≥{number}家") for number in range(9)}


@pytest.mark.processes
def test_what_a_worker_raises_is_raised(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert pooled(decimal, ["1", "2"], 100) == [1, 2]
    with pytest.raises(PerfrulesError):
        pooled(decimal, ["1", "x", "3", "4"], 2)


@pytest.mark.parametrize("frame", [FRAME, FRAME.lazy(), FRAME.to_arrow().to_pandas()])
def test_the_accessor_is_the_door(frame: Any):
    found = frame.perf.parse(target="t")
    assert type(found) is type(frame)
    assert len(frame.perf.readings(target="t").known) == 6
    other = frame.assign(a="5") if isinstance(frame, pd.DataFrame) else frame.with_columns(a=pl.lit("5"))
    assert type(other.perf.score(target="t", actual="a")) is type(frame)
    assert type(other.perf.roll_up(by=["n"], target="t", actual="a")) is type(frame)


WORDS = Vocabulary(units={"公引": ("米", 100)}, counting=["宗卷"], operators={">=": ["不逊于"]})
LONG = {"t": ["≥3公引", "不逊于5宗卷", "≥2公引", "≥3公里"], "a": ["250米", "4宗卷", "1公引", "2公里"]}
ASKED: dict[str, Any] = {"target": "t", "actual": "a"}


def _points(frame: pl.DataFrame) -> list[object]:
    return frame["points"].to_list()


def _evaluated() -> list[object]:
    return [evaluate(target, actual).points for target, actual in zip(*LONG.values(), strict=True)]


def test_a_lazy_plan_is_read_by_the_vocabulary_in_whose_block_it_was_made():
    frame = pl.DataFrame(LONG)
    with WORDS.applied():
        inside, mine = score(frame.lazy(), **ASKED), _evaluated()
        eager = _points(score(frame, **ASKED))
    shipped = score(frame.lazy(), **ASKED)
    assert _points(inside.collect()) == eager == mine
    assert mine != _evaluated()
    with WORDS.applied():
        later = _points(shipped.collect())
        with vocabularies.applied(None):
            assert later == _evaluated()


def test_totals_are_judged_by_the_vocabulary_of_their_question():
    frame = pl.DataFrame({"p": ["甲", "甲", "乙", "乙"], **LONG})
    with WORDS.applied():
        inside = roll_up(frame.lazy(), by=["p"], **ASKED)
        eager = roll_up(frame, by=["p"], **ASKED)
    assert inside.collect().equals(eager)
    assert not roll_up(frame, by=["p"], **ASKED).equals(eager)


@pytest.mark.processes
def test_several_processes_read_and_judge_by_it_too(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(table, "_POOL_FROM", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with WORDS.applied():
        found = score(pl.DataFrame({"t": [f"（{text}）" for text in LONG["t"]], "a": LONG["a"]}), **ASKED)
        assert _points(found) == [evaluate(f"（{target}）", actual).points for target, actual in zip(*LONG.values(), strict=True)]
        assert _points(score(pl.DataFrame(LONG), **ASKED)) == _evaluated()


def test_a_reading_table_brings_its_vocabulary(tmp_path: Path):
    frame = pl.DataFrame(LONG)
    with WORDS.applied():
        readings(frame, target="t").save(tmp_path / "read.parquet")
        mine = _evaluated()
        with pytest.raises(PerfrulesError, match="另一个词表"):
            score(frame, **ASKED, readings=Readings({}, None))
    known = Readings.load(tmp_path / "read.parquet")
    assert known.vocabulary == WORDS
    assert _points(score(frame, **ASKED, readings=known)) == mine
    other = Vocabulary(counting=["宗卷"])
    with other.applied(), pytest.raises(PerfrulesError, match="另一个词表"):
        score(frame, **ASKED, readings=known)


def test_a_short_form_is_kept_as_it_is_read(monkeypatch: pytest.MonkeyPatch):
    wordings = [
        ("≥3家", None),
        ("≥3", "资金（万元）"),
        ("≥3", "企业数"),
        ("约3家左右吧", "企业数"),
        ("≥3；≥4", "甲、乙"),
        ("≥3", "完成时间"),
    ]
    few, many = Readings(), Readings()
    few.add(wordings)
    monkeypatch.setattr(table, "_POOL_FROM", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    many.add(wordings)
    assert many.known == few.known


def test_a_file_of_readings_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept = Readings()
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    for work in (lambda: kept.save(tmp_path / "r.parquet"), lambda: Readings.load(tmp_path / "r.parquet"), kept.to_arrow):
        with pytest.raises(ImportError, match=r"解读表的文件需要 pyarrow.parquet，请先安装：pip install"):
            work()
