"""One department, whatever file it comes in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.tables.written import FORMS

import perfrules
from perfrules.report.convert import json_text

EXAMPLE = Path(__file__).parents[2] / "examples" / "guangzhou-2023" / "table.txt"


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key not in {"place", "location", "fingerprint"}}
    return [without_places(item) for item in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def lines() -> list[list[str]]:
    return [line.split("\t") for line in EXAMPLE.read_text("utf-8").split("\n") if line]


@pytest.fixture(scope="module")
def expected() -> Any:
    return without_places(json.loads(json_text(perfrules.read(EXAMPLE).department)))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_file_gives_the_same_department(form: str, lines: list[list[str]], expected: Any, tmp_path: Path) -> None:
    path = tmp_path / "表"
    path.write_bytes(FORMS[form](lines))
    reading = perfrules.read(path)
    read = without_places(json.loads(json_text(reading.department)))
    assert len(read["projects"]) == 26
    for one, other in zip(read["projects"], expected["projects"], strict=True):
        assert one == other
    assert read == expected
    codes = {found.code for found in reading.findings}
    assert {"TB005", "CP006", "BG001", "IN005"} <= codes
    assert "IN004" not in codes
    for cell in reading.cells:
        assert "".join(piece.span.of(cell.text) for piece in cell.pieces) == cell.text


RADICALS = str.maketrans("人月目高一二生率度", "⼈⽉⽬⾼⼀⼆⽣\uf961\ufa01")


@pytest.mark.parametrize("form", sorted(FORMS.keys() - {"pdf"}))  # whose font has no radicals here
def test_a_table_copied_from_a_pdf_is_the_same(form: str, lines: list[list[str]], expected: Any, tmp_path: Path) -> None:
    copied = [[field.translate(RADICALS) for field in fields] for fields in lines]
    path = tmp_path / "表"
    path.write_bytes(FORMS[form](copied))
    assert without_places(json.loads(json_text(perfrules.read(path).department))) == expected
