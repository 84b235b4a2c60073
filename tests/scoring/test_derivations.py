"""What derivations and results say, word for word, of every case and of one department under three policies.

Where a phrase was changed on purpose, ``python -m tests.scoring.test_derivations`` writes both files anew; read the difference.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.scoring.test_cases import CASES, EXPECTED

import perfrules
from perfrules import Actual, Department

DERIVATIONS = Path(__file__).with_name("derivations.txt")
RESULTS = Path(__file__).with_name("results.json")
KNOWN = re.compile(r"^\s*(评分办法|原文|实际完成值)：|^\s*(Policy|as written|actual value): ")
"""Lines that repeat what the case says."""
FIGURES = re.compile(r"[-\d.,～%→]+|“[^”]*”")


def derived(group: str, english: set[str]) -> Iterator[str]:
    """The derivations of a group of cases; in English the lines of a kind that was not met before."""
    for case in CASES[group]:
        asked = {key: value for key, value in case.items() if key not in (*EXPECTED, "target", "actual")}
        score = perfrules.evaluate(case["target"], case["actual"], **asked)
        yield "\n".join([f"# {group}: {case['target']!r} {case['actual']!r} {asked or ''}".strip(), *_lines(score, english), ""])


def _lines(score: perfrules.IndicatorScore, english: set[str]) -> Iterator[str]:
    pairs = zip(score.explain().split("\n")[1:], score.explain("en").split("\n")[1:], strict=True)
    for zh, en in pairs:
        if KNOWN.search(zh):
            continue
        yield zh
        kind = FIGURES.sub("", en)
        if kind not in english:
            english.add(kind)
            yield en


def derivations() -> str:
    english: set[str] = set()
    return "\n".join(block for group in CASES for block in derived(group, english))


def department() -> Department:
    """A department with an execution, open ones, one that does not apply, weights that are missing, and a reason."""
    indicators: list[dict[str, Any]] = [
        {"number": "1", "category": "产出", "subcategory": "数量", "name": "培训场次", "target": "≥3场", "actual": "2场", "weight": "20", "deviation_reason": "疫情"},
        {"category": "产出", "subcategory": "质量", "name": "合格率", "target": "≥95%", "actual": "96%", "weight": "30"},
        {"category": "效益", "name": "影响", "target": "进一步提高", "actual": "达成预期指标", "weight": "30"},
        {"category": "满意度", "name": "满意度", "target": "≥90%", "weight": "10"},
    ]  # fmt: skip
    loose = [
        {"category": "产出", "name": "台数", "target": "1. ≥5台；2. ≤3%", "actual": "1. 5台；2. 4%"},
        {"category": "产出", "name": "时间", "target": "2023年12月底前", "actual": "2024年1月15日"},
        {"category": "效益", "name": "收入", "target": "同比增长5%以上", "actual": "增长4%"},
        {"category": "效益", "name": "排名", "target": "前10名", "actual": "第12名"},
        {"category": "满意度", "name": "满意度", "target": "不适用", "actual": ""},
    ]
    funding = {"total": {"initial": "100", "adjusted": "120", "executed": "108"}, "appropriation": {"adjusted": "120", "executed": "108"}}
    projects = [
        {"name": "甲项目", "year": 2023, "funding": funding, "execution": {"weight": "10"}, "indicators": indicators},
        {"name": "乙项目", "year": 2023, "funding": {"total": "50"}, "indicators": loose},
        {"name": "丙项目", "indicators": []},
    ]
    return Department.model_validate({"name": "某局", "unit": "万元", "projects": projects})


def results() -> dict[str, Any]:
    """The results of the department, and what its parts derive."""
    found: dict[str, Any] = {}
    for policy in ("mof-2020-10", "mof-2021-101", "hubei-2020"):
        score = perfrules.score(department(), {"P02X": Actual(executed="40"), "P01I4": "88%"}, policy=policy)
        found[policy] = {
            "result": score.to_dict(),
            "derivation": score.explain().split("\n"),
            "in English": score.explain("en").split("\n"),
            "lost": [line.split("\n")[0] for line in perfrules.explain(score, "lost").split("\n\n")],
        }
    return found


def test_the_derivations_of_the_cases():
    assert derivations() == DERIVATIONS.read_text("utf-8")


def test_the_results_of_a_department():
    assert json.loads(json.dumps(results())) == json.loads(RESULTS.read_text("utf-8"))


if __name__ == "__main__":
    DERIVATIONS.write_text(derivations(), "utf-8")
    RESULTS.write_text(json.dumps(results(), ensure_ascii=False, indent=1) + "\n", "utf-8")
