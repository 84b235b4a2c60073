"""A Spark frame scored on its workers."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import perfrules
from perfrules import evaluate
from perfrules.frames import parse, roll_up, score
from perfrules.frames.columns import Question
from perfrules.frames.results import RESULTS
from perfrules.frames.singles import Columns
from perfrules.scoring.policies.loading import load
from perfrules.statements.programs import Weight

pytestmark = [
    pytest.mark.engines,
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(shutil.which("java") is None, reason="no Java runtime is installed (java)"),
]

ROWS = [
    (number, target, actual, name)
    for number, (target, actual, name) in enumerate(
        (target, actual, name)
        for target in ("≥50家", "≤3%", "进一步提高", "≥2600亿元", None)
        for actual in ("38家", "60", "2.5%", "-1", "达成（90%）", "2650", None, "")
        for name in ("投诉率", None)
    )
]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    pyspark = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ["PYSPARK_PYTHON"] = sys.executable  # the workers have the packages of the driver
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(perfrules.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    builder = pyspark.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    made = builder.config("spark.sql.shuffle.partitions", "2").config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    yield made
    made.stop()


def test_every_row_is_what_the_row_api_says(session: Any):
    frame = session.createDataFrame(ROWS, "id long, `指标值` string, `实际.值` string, `名称` string")
    scored = score(frame, target="指标值", actual="实际.值", name="名称")
    assert scored.columns == ["id", "指标值", "实际.值", "名称", *RESULTS, "decided"]
    told = {row[0]: tuple(row)[4:-1] for row in scored.collect()}
    want = {}
    for number, target, actual, name in ROWS:
        one = evaluate(target or "", actual, name=name)
        want[number] = tuple(result(one) for result in RESULTS.values())
    assert told == want


@pytest.mark.parametrize("kind", ["double", "int", "decimal(10,2)"])
def test_columns_of_numbers(session: Any, kind: str):
    frame = session.createDataFrame([("≥50家", "38"), ("≥50家", None), ("≤40", "50")], "t string, a string").selectExpr(
        "t", f"CAST(a AS {kind}) AS a"
    )
    points = sorted(str(row["points"]) for row in score(frame, target="t", actual="a", weight=10).collect())
    assert points == ["0.00", "7.60", "8.00"]


def test_weights_of_a_column_and_totals(session: Any):
    frame = session.createDataFrame([("甲", "≥50家", "38家", 10, 12.5)], "p string, t string, a string, w int, v double")
    assert [str(row["points"]) for row in score(frame, target="t", actual="a", weight="w").collect()] == ["7.60"]
    assert [str(row["points"]) for row in score(frame, target="t", actual="a", weight="v").collect()] == ["9.500000"]
    assert [row["level"] for row in roll_up(frame, by=["p"], target="t", actual="a", weight="w").collect()] == ["project"]


def test_a_column_of_truths_is_left_to_the_row_api(session: Any):
    frame = session.createDataFrame([("≥1家", True)], "t string, a boolean")
    assert [row["outcome"] for row in score(frame, target="t", actual="a").collect()] == ["cannot_judge"]


def test_wordings_as_rows_of_criteria(session: Any):
    frame = session.createDataFrame([("1. ≥50家；2. ≤3%",)], "t string")
    assert len(parse(frame, target="t").collect()) == 2


def test_a_plan_has_no_join_and_no_shuffle(session: Any):
    frame = session.createDataFrame(ROWS, "id long, t string, a string, n string")
    plan = score(frame, target="t", actual="a", name="n")._jdf.queryExecution().toString()
    assert "Join" not in plan
    assert "Exchange" not in plan


def test_what_runs_on_the_workers_is_the_same_here():
    from perfrules.frames.engines import spark

    asked = Question(Columns("t", "a"), "text", Weight(2, 10000), load("mof-2020-10").at(None))
    batch = pa.StructArray.from_arrays([pa.array(["≥50家", "优"]), pa.array(["38家", None])], names=["c0", "c1"])
    (told,) = spark.worker(asked, settle=True)(iter([batch]))
    assert [row["outcome"] for row in told.to_pylist()] == ["unmet", "cannot_judge"]
    assert [row["decided"] for row in told.to_pylist()] == [True, False]


class Captured:
    """A frame that keeps the function which the workers would run."""

    def __init__(self, columns: list[str], schema: Any) -> None:
        self.columns, self.schema = columns, schema
        self.run: Any = None
        self.sparkSession: Any = None

    def __getattr__(self, _: str) -> Any:
        return lambda *_: self

    def applyInArrow(self, run: Any, _: Any) -> Any:  # noqa: N802 -- the name of Spark
        self.run = run
        return self


def test_the_rows_of_a_department_are_added_up_in_their_order(session: Any):
    from perfrules.frames.engines import spark

    frame = Captured(["p", "n"], session.createDataFrame([("a", 1.0)], "p string, n double").schema)
    frame.sparkSession = session

    def firsts(rows: pa.RecordBatchReader) -> pa.Table:
        return rows.read_all().slice(0, 1)

    spark._SparkFrame(frame).totalled(["p", "n"], ["p"], firsts, {"n": "number"})
    given = pa.table({"c0": ["甲", "甲"], "c1": [2.0, 1.0], "_perfrules_row": [7, 3], "_perfrules_part": [0, 0]})
    assert frame.run(given).to_pydict() == {"c0": ["甲"], "n": [1.0]}
