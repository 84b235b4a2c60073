"""SARIF, read by its own rules and by a reader of other people."""

import json

import pytest

from perfrules.findings import Finding, Location, Rule, Severity
from perfrules.lint import Inspection, inspect
from perfrules.report.findings import render
from perfrules.text import Span

RULE = Rule(
    code="XX001", name="x", title="题目", title_en="title", severity=Severity.ERROR, message="“{words}”", message_en="{words}", why="因"
)
TEXT = Location(file="d/表 1.csv", row=3, column=2, span=Span(1, 4), text="一二三四", project="甲", indicator="乙")
BOOK = Location(file="d/表.xlsx", sheet="表", cell="D5", row=5, column=4, span=Span(1, 4), text="一二三四")


def log(*places: Location):
    found = tuple((None, Finding(RULE, {"words": "x"}, place)) for place in places)
    return json.loads(render("sarif", Inspection(found, 0), "zh"))


def test_places_of_text_files_are_lines_and_those_of_workbooks_logical():
    text, book, bare = (result for result in log(TEXT, BOOK, Location())["runs"][0]["results"])
    place = text["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "d/%E8%A1%A8%201.csv"
    assert place["region"] == {"startLine": 3}
    assert text["locations"][0]["logicalLocations"][0]["name"] == "乙"
    assert "region" not in book["locations"][0]["physicalLocation"]
    assert book["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "d/表.xlsx:表!D5:2-4"
    assert "locations" not in bare


def test_results_point_at_their_rules_and_carry_our_fingerprints():
    run = json.loads(render("sarif", inspect("约5人；>60项"), "en"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert len(result["partialFingerprints"]["perfrules/v1"]) == 16
    assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_reader_of_other_people_reads_it():
    sarif = pytest.importorskip("sarif_pydantic")
    read = sarif.Sarif.model_validate(log(TEXT, BOOK, Location()))
    assert [result.rule_id for result in read.runs[0].results] == ["XX001"] * 3
    assert read.runs[0].results[0].locations[0].physical_location.region.start_line == 3
