import pytest

from perfrules import parse
from perfrules.scoring.actuals.expectations import expected_answer


@pytest.mark.parametrize(
    ("target", "zh", "en"),
    [
        ("不少于3万册", "万册", "万册"),
        ("≤80万元", "万元", "万元"),
        ("≥2600亿元", "亿元", "亿元"),
        ("≥1亿2000万元", "亿元", "亿元"),
        ("三百万元", "万元", "万元"),
        ("三万五千家", "家", "家"),
        ("十万以上", "万", "万"),
        ("≥3万5千", "万", "万"),
        ("≥50家", "家", "家"),
        ("≥95%", "%", "%"),
        ("≥5", "数值", "a number"),
        ("80%～90%", "%", "%"),
        ("同比下降5%以上", "下降…%，或数值和基期值", "a fall in % (下降…%), or a value and its base"),
        ("12月底前", "日期", "a date"),
        ("第8名", "名次（第…名）", "a rank (第…名)"),
        ("是", "是或否", "是 (yes) or 否 (no)"),
        ("进一步提高", "达成、部分达成或未达成，附比例", "达成, 部分达成 or 未达成, with a share"),
    ],
)
def test_what_is_expected(target, zh, en):
    assert expected_answer(parse(target).criteria[0]) == (zh, en)
