"""Checking is total: any wording under any name, and any table of them, has findings and no exception."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules import Department, Indicator, Project, check, parse
from perfrules.lint import inspect
from perfrules.report.findings import formats, render

PIECES = st.sampled_from(
    [
        "≥",
        "不少于",
        "约",
        "5",
        "80%",
        "家",
        "；",
        "、",
        "1. ",
        "2.",
        "提高",
        "进一步",
        "效果明显",
        "2023年",
        "12月底前",
        "$\\geq",
        "**",
        "（%）",
        "投诉率",
        "满意度",
        "0.9",
        "\n",
        "",
        "和",
        "万元",
        "下降",
        "前10名",
        "无",
        "/",
    ]
)
WORDS = st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=8).map("".join))


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS, st.sampled_from([None, "output", "benefit", "satisfaction", "cost"]))
def test_any_indicator_is_checked(target, name, category):
    indicator = Indicator(name=name, target=parse(target, name=name), category=category)
    inspection = inspect(Department(projects=(Project(name="甲", objective=target, indicators=(indicator, indicator)),)))
    assert sum(inspection.outcomes.values()) == inspection.targets
    for finding in inspection.findings:
        assert finding.message
        assert finding.say("en")
        if finding.span is not None:
            assert 0 <= finding.span.start <= finding.span.end <= len(finding.location.text or "")
    for form in formats():
        render(form, inspection, "zh").encode("utf-8")


def test_the_hostile_sample_is_checked():
    folder = os.environ.get("PERFRULES_CORPUS")
    if not folder:
        pytest.skip("PERFRULES_CORPUS is not set")
    lines = (Path(folder) / "hostile-sample.jsonl").read_text(encoding="utf-8").splitlines()
    for text in (row["input"] for line in lines if isinstance((row := json.loads(line)).get("input"), str)):
        check(text)
        check(text, name="满意度")
