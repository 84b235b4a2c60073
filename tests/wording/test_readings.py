"""Readings of wordings at the edge of a rule; what READING fixes in plain words stands in tests/cases/wording.toml."""

import pickle
from decimal import localcontext

import pytest

from perfrules import AtLeast, Qualitative, Quantity, Span, Target, parse
from perfrules.testing import noted
from perfrules.wording import Criterion
from perfrules.wording.parser.nodes import Token
from perfrules.wording.passes import items

EDGES = [
    (f"≥{'9' * 40}家", f">={'9' * 40} 家", []),
    (f"≥{'9' * 41}家", "Q", ["CP016"]),
    (f"≥1.{'9' * 20}家", f">=1.{'9' * 20} 家", []),
    (f"≥1.{'9' * 21}家", "Q", ["CP016"]),
    ("[30万元,50万元)", "[300000,500000) 元", []),
    ("[3万,5万]元", "[30000,50000] 元", []),
    ("[80,90)家", "[80,90) 家", []),
    ("[5,5]", "[5,5]", []),
    ("(5,5]", "Q", ["CP009"]),
    ("[80,1.2.3)", "Q", ["CP010"]),
    ("≥3-5家", "Q", ["OP003"]),
    ("5家以下10家以上", "Q", ["CP009"]),
    ("大于30小于20", "Q", ["CP009"]),
    ("10%以下5%以上", "[5,10] %", []),
    ("60%≤完成率<80%", "[60,80) %", []),
    ("60%≤完成率≥80%", "Q", ["OP003"]),
    ("80%≤完成率<60%", "Q", ["CP009"]),
    ("30±5人", "[25,35] 人", []),
    ("30家±5人", "Q", ["CP009"]),
    ("5家之间", "=5 家", []),
    ("5家6家之间", "=5 家 | =6 家", ["CP011"]),
    ("≥5家和≥6家之间", ">=5 家 | >=6 家", []),
    ("介于90%和80%之间", "Q", ["CP009"]),
    ("一年两次", "=2 次/年", []),
    ("一年≥2次", ">=2 次/年", []),
    ("一年5分", "=1 年 | =5 分", ["CP011"]),
    ("每人每年1200元", "=1200 元/人·年", []),
    ("前0名", "Q", ["CP010"]),
    ("第5名以内", "#<=5", []),
    ("保持在5%以内", "<=5 %", []),
    ("约5人左右", "~5 人", []),
    ("等于约5人", "~5 人", []),
    ("=等于5人", "=5 人", []),
    ("80%（不含）以上", ">80 %", []),
    ("<br>5家", "=5 家", ["CP013"]),
    ("5家<br>6家", "=5 家 | =6 家", ["CP013"]),
    ("合格率 正向 ≥5", ">=5", []),
    ("，（）≥5家", ">=5 家", []),
    ("加强（不少于5家培训）工作", ">=5 家 | Q", []),
    ("力争，5家", "=5 家 aspiration", []),
    ("5家，力争", "=5 家 | Q aspiration", []),
    ("5+", ">=5", []),
    ("增长-5%", "+=-5 %", []),
    ("3 5家", "Q", ["CP010"]),
    ("200多万元", ">=2000000 元", []),
    ("约200多家", ">=200 家", []),
    ("前10%", "<=10 %", []),
    ("全年", "Q", []),
    ("300元余", ">=300 元", []),
    ("提高，（其中≥5家）", "Q | >=5 家", []),
    ("（）；≥5家", ">=5 家", []),
    ("建设（24小时热线畅通）", "Q", []),
    ("甲，3家之间", "=3 家", []),
    ("介于80%和90%之间波动", "[80,90] %", []),
    ("分别≥5家，提高", ">=5 家 each | Q", []),
    ("1. ≥5；3.15", ">=5 | =3.15", []),
    ("1. ≥5；2.15", ">=5 | =15", ["CP004"]),
    ("≥80%或提高≥5家", "Q", ["OP013"]),
    ("≥80%；或≥5家", ">=80 % | >=5 家", []),
    ("较上年不是大幅的≥5家", ">=5 家", []),
    ("非≥5家", "Q", ["OP012"]),
    ("10亩面积以上地块5块", "=5 块", []),
    ("100平方米建筑以上房屋5套", "=5 套", []),
    ("5/100人", "=5 /100人", []),
    ("≥5/年", ">=5 /年", ["UN004"]),
    ("低于市场价格5元", "-=5 元 @市场价格", []),
    ("低于市场价格的5%", "<5 %", []),
    ("30天以上（自然日）以内", "Q", ["OP003"]),
    ("30左右（天）以内", "<=30 天", []),
    ("$\\geq 95\\%$", ">=95 %", ["CP013"]),
    ("50亩（约3公顷）", "Q", ["CP022"]),
    ("1000米（约1公里）", "=1000 米", []),
    ("1000米（约2公里）", "Q", ["CP022"]),
    ("三类在校学生全覆盖", "Q", []),
    ("较10%", "Q", ["OP012"]),
    ("及时率高，7天到达率95%以上", "Q | >=95 %", []),
    ("收入-5～8万元", "[50000,80000] 元", ["CP024"]),
    ("县城30公里（含）以内的村全覆盖", "Q", []),
    ("县城30公里的村全覆盖", "=30 公里", []),
    ("24小时火灾扑灭率≥95%", ">=95 %", []),
    ("≥24小时火灾扑灭率≥95%", ">=24 小时 | >=95 %", []),
    ("5家合格率≥95%", "=5 家 | >=95 %", []),
    ("3家企业单位机构组织以上", ">=3 家", []),
    ("3家企业单位机构组织院以上", "=3 家", []),
]


@pytest.mark.parametrize(("wording", "reading", "codes"), EDGES, ids=[wording[:20] for wording, _, _ in EDGES])
def test_at_the_edge_of_a_rule(wording: str, reading: str, codes: list[str]):
    target = parse(wording)
    assert noted(target) == reading
    assert sorted({remark.code for remark in target.findings}) == codes
    assert all(remark.say(lang) for remark in target.findings for lang in ("zh", "en"))


def test_two_amounts_that_disagree_are_told_as_they_are_written():
    (remark,) = parse("面积150亩（12公顷）").findings
    assert ("150亩（12公顷" in remark.say("zh"), "150亩（12公顷" in remark.say("en")) == (True, True)


def test_a_parenthesis_that_says_an_amount_again_ends_with_its_own_bracket():
    (criterion,) = parse("（150亩（10公顷））").criteria
    assert criterion.span == Span(1, 11)


NEGATIVE = ["≥", "≤", ">", "<", "=", "约", "不低于", "不超过", "大于", "小于", "不高于", "低于", "等于", "达到", "降到", "高于"]


@pytest.mark.parametrize("word", NEGATIVE)
def test_a_sign_behind_an_operator_belongs_to_the_number(word: str):
    """不超过-18℃: neither the sign nor the operator is lost."""
    positive, negative = (noted(parse(f"{word}{number}℃")) for number in ("18", "-18"))
    assert negative == positive.replace("18", "-18")


@pytest.mark.parametrize("comma", [",", "，", "、", "；", "。", " "])
@pytest.mark.parametrize("number", ["3", "15", "150", "1,500", "3.5", "五百"])
def test_a_mark_behind_a_bare_number_ends_it(number: str, comma: str):
    target = parse(f"≥{number}{comma}效果明显")
    assert noted(target).startswith(noted(parse(f"≥{number}")))
    assert not [remark for remark in target.findings if remark.severity == "error"]


@pytest.mark.parametrize("size", [20, 21, 38, 39, 41, 60, 100])
def test_a_share_that_is_too_long_is_no_number(size: int):
    read = set(noted(parse(f"百分之{'1' * size}")).split(" | "))
    assert read in ({"Q"}, {f"={'1' * size} %"})


def test_the_limit_of_a_text_and_of_its_criteria():
    assert noted(parse("≥5家；" * 200)).count("|") == 199
    many = parse("≥5家；" * 201)
    assert (noted(many), [remark.code for remark in many.findings]) == ("Q", ["CP016"])
    assert noted(parse("≥5家" + " " * 9_997)) == ">=5 家"
    assert noted(parse("≥5家" + " " * 9_998)) == "Q"
    assert [noted(parse("≥5家", limit=limit)) for limit in (2, 3)] == ["Q", ">=5 家"]
    long = parse("≥5家" + " " * 10_000)
    assert (noted(long), [remark.code for remark in long.findings]) == ("Q", ["CP016"])
    assert noted(parse("≥5家" + " " * 10_000, limit=20_000)) == ">=5 家"


@pytest.mark.parametrize(("count", "told"), [(1, "U+200B"), (4, "U+200B U+200B U+200B U+200B"), (6, "U+200B U+200B U+200B U+200B")])
def test_hidden_characters_are_named_up_to_four(count: int, told: str):
    found = [item for item in parse("≥" + "\u200b" * count + "5家").findings if item.code == "OP011"]
    assert [item.params["character"] for item in found] == [told]


def test_no_callers_context_is_read():
    with localcontext(prec=2):
        assert noted(parse("不低于-123.456%，±123.456%")) == noted(parse("±123.456%")).join([">=-123.456 % | ", ""])
        assert noted(parse("1234.5±0.25人")) == "[1234.25,1234.75] 人"
        assert noted(parse("[-123.4,-123.3]")) == "[-123.4,-123.3]"
        assert noted(parse("1.2345亿元")) == "=123450000 元"
        assert noted(parse("负一千二百三十四元")) == "=-1234 元"


def test_a_known_wording_is_the_same_value():
    assert parse("不少于5001家") is parse("不少于5001家")


def test_a_criterion_says_what_was_written_where_it_is_known():
    criterion = Criterion(AtLeast(Quantity(5, "家")), "≥5家", Span(0, 3))
    assert "written" not in criterion.to_dict()
    assert Criterion.from_dict(criterion.to_dict()) == criterion
    (read,) = parse("1. 力争各≥5家").criteria
    assert Criterion.from_dict(read.to_dict()) == read == pickle.loads(pickle.dumps(read))
    assert (read.number, read.each, read.aspiration, read.is_quantitative) == (1, True, True, True)
    assert not parse("提高").criteria[0].is_quantitative
    assert Criterion.from_dict({"kind": "bound", "op": ">=", "value": "5", "unit": "家"}).text == "≥5家"


def test_the_mark_of_a_joined_cell_is_handed_on():
    target = parse("反向 小于等于 12 万元")
    assert target.nature == "反向"
    assert Target.from_dict(target.to_dict()) == target
    assert parse("小于等于 12 万元").nature is None


@pytest.mark.parametrize(
    ("mark", "number"), [("1.", 1), ("（12）", 12), ("③", 3), ("⑴", 1), ("⒛", 20), ("㈡", 2), ("一、", None), ("-", None)]
)
def test_the_number_of_a_list_mark(mark: str, number: int | None):
    assert items.number_of(Token("ITEM_MARK", mark, 0, len(mark))) == number


@pytest.mark.parametrize("piece", ["3家；", "12月底前；"])
def test_more_criteria_than_the_limit_are_none(piece: str):
    read = parse(piece * 402)
    assert [criterion.comparator for criterion in read.criteria] == [Qualitative(piece * 402)]
    assert [remark.code for remark in read.findings] == ["CP016"]
