import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from perfrules import evaluate

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "scoring.toml").read_text("utf-8"))
EXPECTED = ("outcome", "points", "codes", "reason")
ALL = [(group, case) for group, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("group", "case"), ALL, ids=[f"{group}-{case['target']}-{case['actual']}" for group, case in ALL])
def test_a_judgement(group, case):
    asked = {key: value for key, value in case.items() if key not in (*EXPECTED, "target", "actual")}
    score = evaluate(case["target"], case["actual"], **asked)
    points = case["points"] if isinstance(case["points"], list) else [case["points"]] * 2
    assert score.outcome.value == case["outcome"], score.explain()
    assert list(score.interval) == [Decimal(end) for end in points], score.explain()
    assert sorted(item.code for item in score.findings if item.code != "AC001") == sorted(case.get("codes", [])), score.explain()
    if "reason" in case:
        assert score.reason_required is case["reason"]
    for lang in ("zh", "en"):
        assert "{" not in score.explain(lang)
