"""The published table of a real department, held against a reading by hand."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import perfrules
from perfrules.model import Reading
from perfrules.report.convert import json_text

CORPUS = os.environ.get("PERFRULES_CORPUS")
pytestmark = pytest.mark.skipif(CORPUS is None, reason="PERFRULES_CORPUS is not set")


@pytest.fixture(scope="module")
def table() -> Path:
    return Path(CORPUS or "") / "guangzhou-sti-2023.txt"


@pytest.fixture(scope="module")
def reading(table: Path) -> Reading:
    return perfrules.read(table)


@pytest.fixture(scope="module")
def gold(table: Path) -> list[dict[str, Any]]:
    lines = table.with_suffix(".gold.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_department(reading: Reading, gold: list[dict[str, Any]]) -> None:
    department = reading.department
    assert (department.name, department.unit) == (gold[0]["name"], "万元")
    assert department.funding.total == department.funding.appropriation == Decimal("476904.29")
    assert department.funding.special_account is None
    assert department.objective is None


def test_projects(reading: Reading, gold: list[dict[str, Any]]) -> None:
    projects = reading.department.projects
    assert [project.name for project in projects] == [line["name"] for line in gold[1:]]
    assert [project.objective for project in projects] == [line["goal"] for line in gold[1:]]
    assert [project.funding.total for project in projects] == [Decimal(line["budget"]["total"]) for line in gold[1:]]


def test_indicators(reading: Reading, gold: list[dict[str, Any]]) -> None:
    read = [
        (indicator.number, indicator.category, indicator.name, indicator.target.text)
        for project in reading.department.projects
        for indicator in project.indicators
    ]
    assert read == [(str(one["no"]), one["category"], one["name"], one["target"]) for line in gold for one in line["indicators"]]
    assert len(read) == 140


def test_every_character_of_every_indicator_cell_has_a_place(reading: Reading, table: Path) -> None:
    lines = table.read_text("utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line.count("\t") == 6 and "绩效指标" not in line.split("\t")[6][:4]]
    assert [cell.text for cell in reading.cells] == [row[6] for row in rows if row[6]]
    for cell in reading.cells:
        assert "".join(piece.span.of(cell.text) for piece in cell.pieces) == cell.text
        assert {piece.role for piece in cell.pieces} <= {"number", "category", "name", "target", "separator"}


def test_a_place_leads_back_to_the_target(reading: Reading) -> None:
    for project in reading.department.projects:
        for indicator in project.indicators:
            place = indicator.place
            assert place is not None
            assert place.span is not None
            assert place.text is not None
            assert place.span.of(place.text) == indicator.target.text


def test_findings(reading: Reading) -> None:
    codes = [found.code for found in reading.findings]
    assert {code: codes.count(code) for code in codes} == {"IN002": 1, "IN005": 3, "CP006": 7, "TB005": 1, "BG001": 1}
    leak = next(found for found in reading.findings if found.code == "TB005")
    assert leak.location.project == "科技管理辅助支撑经费"
    assert leak.span is not None
    assert leak.span.of(leak.location.text or "").startswith("，年度指标值：不少于50家。4、效益指标：")
    money = next(found for found in reading.findings if found.code == "BG001")
    assert money.severity == "info"
    assert (money.params["sum"], money.params["stated"], money.params["difference"]) == ("476,904.30", "476,904.29", "0.01")


def test_what_convert_writes_is_read_and_checked_as_the_table(reading: Reading) -> None:
    again = perfrules.read(json_text(reading.department).encode())
    assert again.department.to_dict() == reading.department.to_dict()
    told = [item.to_dict() for item in perfrules.check(reading.department)]
    assert any("span" in item["location"] for item in told)
    assert [item.to_dict() for item in perfrules.check(again.department)] == told
