import pytest

from perfrules import Category, parse
from perfrules.intervals import Direction
from perfrules.scoring.judging.presumptions import Presumption, presumption_of
from perfrules.scoring.policies import load

UP, DOWN = Direction.ASCENDING, Direction.DESCENDING


@pytest.mark.parametrize(
    ("target", "name", "category", "presumed"),
    [
        ("3%", "投诉率", None, Presumption(DOWN, "投诉")),
        ("=3%", "投诉率", None, Presumption(DOWN, "投诉")),
        ("95%", "满意度", Category.COST, Presumption(UP, "满意")),
        ("50个", "某事", None, Presumption(UP, told=True)),
        ("50万元", "设备购置", Category.COST, Presumption(DOWN, told=True)),
        ("50万元", "销售收入", Category.COST, Presumption(DOWN, "收入", is_open=True)),
        ("90%", "公用经费控制率", None, Presumption(UP, "控制率", is_open=True)),
        ("≥5个", "某事", None, None),
        ("0起", "安全事故", None, None),
        ("进一步提高", "满意度", None, None),
    ],
)
def test_what_is_presumed_before_there_is_an_actual_value(target, name, category, presumed):
    assert presumption_of(parse(target).criteria[0], name, category, load()) == presumed
