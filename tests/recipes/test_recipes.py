"""Every recipe runs as its first lines say."""

import asyncio
import csv
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

RECIPES = Path(__file__).parents[2] / "examples" / "recipes"
FORM = "项目名称,一级指标,指标名称,年度指标值,分值\n甲,产出指标,服务企业,不少于50家,50\n甲,效益指标,效果,效果明显,30\n甲,满意度指标,满意度,≥90%,10\n"


def recipe(name: str) -> ModuleType:
    """The module of a recipe, under a name of its own."""
    spec = importlib.util.spec_from_file_location(f"recipe_{name}", RECIPES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "目标表.csv"
    path.write_text(FORM, encoding="utf-8")
    return path


def test_the_web_back_end_answers_and_tells_what_is_wrong(form: Path):
    pytest.importorskip("fastapi")
    from fastapi.testclient import TestClient

    client = TestClient(recipe("web_backend").app)
    target = client.post("/parse", json={"target": "1. ≥10000；2. 15"}).json()
    assert [criterion["value"] for criterion in target["criteria"]] == ["10000", "15"]
    assert [finding["code"] for finding in client.post("/check", json={"target": "效果明显"}).json()] == ["VG001"]
    score = client.post("/evaluate", json={"target": "不少于50家", "actual": "38家", "weight": "10"}).json()
    assert (score["outcome"], score["points"]) == ("unmet", "7.6")
    assert "38" in score["explanation"]
    wrong = client.post("/evaluate", json={"target": "≥5", "actual": "5", "policy": "none"})
    assert wrong.status_code == 422
    assert wrong.headers["content-type"] == "application/problem+json"
    assert "none" in wrong.json()["title"]
    read = client.post("/tables", files={"file": (form.name, form.read_bytes())}).json()
    done = client.post("/score", json={"department": read["department"], "actuals": {"P01I1": "60家"}}).json()
    assert done["projects"][0]["indicators"][0]["outcome"] == "met"
    assert client.post("/tables", files={"file": ("x.csv", b"")}).status_code == 422
    assert "criteria" in json.dumps(client.get("/openapi.json").json())


def test_the_tools_answer_an_agent():
    pytest.importorskip("mcp")
    from mcp import Client

    async def ask() -> tuple[list[str], str, str]:
        async with Client(recipe("agent_tools").server) as client:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            score = await client.call_tool("score_actual", {"target": "不少于50家", "actual": "38家"})
            wrong = await client.call_tool("score_actual", {"target": "≥5", "actual": "5", "policy": "none"})
            return tools, str(score.content), str(wrong.content)

    tools, score, wrong = asyncio.run(ask())
    assert tools == ["read_target", "check_target", "score_actual"]
    assert "76.00" in score
    assert "none" in wrong


def test_the_scheduled_job_writes_a_line_a_table(form: Path, tmp_path: Path):
    folder = tmp_path / "自评表"
    folder.mkdir()
    (folder / "好.csv").write_text(FORM, encoding="utf-8")
    (folder / "坏.csv").write_text("没有表", encoding="utf-8")
    assert recipe("scheduled_job").run(str(folder), str(tmp_path / "汇总.csv")) == 1
    with (tmp_path / "汇总.csv").open(encoding="utf-8-sig") as stream:
        found = {row["表"]: row for row in csv.DictReader(stream)}
    assert len(found) == 2
    assert sum(bool(row["说明"]) for row in found.values()) == 1
    assert sum(bool(row["最高"]) for row in found.values()) == 1


@pytest.mark.processes
def test_the_round_trip_fills_and_scores(form: Path, tmp_path: Path):
    openpyxl = pytest.importorskip("openpyxl")
    scored = recipe("excel_round_trip").main(str(form), str(tmp_path), {"P01I1": "60家", "P01I3": "95%"})
    texts = [
        str(cell.value) for page in openpyxl.load_workbook(scored) for row in page.iter_rows() for cell in row if cell.value is not None
    ]
    assert "60家" in texts


def test_the_database_scores_its_rows(tmp_path: Path):
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "绩效.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.sql("CREATE TABLE indicators (指标值 VARCHAR, 实际完成值 VARCHAR, 分值 DECIMAL(9, 2))")
        connection.sql("INSERT INTO indicators VALUES ('不少于50家', '38家', 10), ('≤3%', '2.5%', 20), ('≥5家', NULL, 20)")
    found = {str(outcome): (count, str(points)) for outcome, count, points in recipe("database").run(str(path))}
    assert found["unmet"] == (1, "7.60")
    assert found["met"] == (1, "20.00")
    assert found["cannot_judge"][0] == 1


@pytest.mark.engines
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
def test_the_cluster_scores_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)  # the workers have the packages of the driver
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not here")
    spark = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        rows = spark.createDataFrame([("不少于50家", "38家", "10")], "`指标值` string, `实际完成值` string, `分值` string")
        rows.selectExpr("`指标值`", "`实际完成值`", "cast(`分值` as decimal(9,2)) as `分值`").write.parquet(str(tmp_path / "in"))
        recipe("spark_job").run(spark, str(tmp_path / "in"), str(tmp_path / "out"))
        (row,) = spark.read.parquet(str(tmp_path / "out")).collect()
        assert str(row["points"]).startswith("7.6")
    finally:
        spark.stop()


def test_every_recipe_has_its_test():
    tested = Path(__file__).read_text("utf-8")
    for path in RECIPES.glob("*.py"):
        assert path.stem.startswith("test_") or f'recipe("{path.stem}")' in tested
