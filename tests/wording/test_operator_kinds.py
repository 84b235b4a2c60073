"""The kind of an operator travels with its criterion; nobody looks at the letters again."""

import pytest

from perfrules import Criterion, Target, parse
from perfrules.errors import ValueRangeError
from perfrules.wording import OperatorKind
from perfrules.wording.operator_kinds import KIND_OF_TERMINAL
from perfrules.wording.values.operators import OPERATORS

KINDS = {
    "none": ["50家", "2023年12月", "增长5%"],
    "floor": ["≥50家", "不少于50家", "50家以上", "达到90%以上", "十余家"],
    "more": ["超过50家", ">50家", "超50家", "过半"],
    "ceiling": ["≤3%", "不得高于3%", "3%以内", "保持在5%以内", "控制在3%以内"],
    "less": ["<3%", "不足3%", "<不超过3%"],
    "reach": ["达到90%", "达90%", "实现90%", "完成22所", "满足90%"],
    "raise-to": ["提高到90%", "增至90%"],
    "fall-to": ["降至7天", "缩短至7天"],
    "keep": ["保持在85%", "维持在85%", "稳定在85%", "保持85%"],
    "keep-within": ["控制在3%"],
    "equal": ["=50家", "等于50家", "为50家", "=等于5人"],
    "about": ["约50家", "50家左右", "近百家", "达到约50家"],
    "range": ["80%～90%", "[80,90]%", "30±5人", "5家以上10家以下", "±3%", "60%≤率<80%", "介于5家和10家之间", "80分（含）-90分（不含）"],
    "place": ["前10名", "第1名"],
    "date": ["2023年12月31日前", "12月底", "不晚于2023年12月31日"],
    "doubling": ["翻一番"],
}


@pytest.mark.parametrize(("kind", "wording"), [(kind, wording) for kind, some in KINDS.items() for wording in some])
def test_an_operator_has_a_kind(kind: str, wording: str):
    (criterion,) = parse(wording).criteria
    assert criterion.operator_kind == kind
    assert criterion.to_dict()["operator_kind"] == kind
    assert Criterion.from_dict(criterion.to_dict()).operator_kind is criterion.operator_kind


def test_every_kind_and_every_comparing_terminal_is_known():
    assert KINDS.keys() == set(OperatorKind)
    assert KIND_OF_TERMINAL.keys() == OPERATORS.keys()


def test_the_operator_of_a_template_has_its_kind():
    (criterion,) = parse("14", name="改造面积（≥**平方米）").criteria
    assert criterion.operator_kind is OperatorKind.FLOOR


def test_words_have_no_operator():
    (criterion,) = parse("进一步提高").criteria
    assert "operator_kind" not in criterion.to_dict()


def test_the_kind_is_not_compared():
    (one,), (other,) = parse("≥50家").criteria, Target.from_dict(parse("≥50家").to_dict()).criteria
    assert one == other
    data = one.to_dict()
    del data["operator_kind"]
    assert Criterion.from_dict(data) == one
    with pytest.raises(ValueRangeError):
        Criterion.from_dict({**data, "operator_kind": "high"})
