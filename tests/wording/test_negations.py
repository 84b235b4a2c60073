"""A negation before a comparator word turns it or refuses it; its characters inside another word do nothing."""

import tomllib
from collections.abc import Iterator

import pytest

from perfrules import Severity, Target, parse
from perfrules.resources import grammar_text
from perfrules.testing import noted
from perfrules.wording.parser.negations import operator_words

LISTS = tomllib.loads(grammar_text("negations.toml"))
UP = {"超过": ">", "超": ">", "超出": ">", "高于": ">", "高出": ">", "大于": ">", "多于": ">", "突破": ">", "逾": ">"}
DOWN = {"低于": "<", "少于": "<", "小于": "<"}
OPPOSITE = {">": "<=", "<": ">="}
QUANTITIES = ("3%", "300万元", "5家", "12人次")
NOUNS = [
    "分别",
    "类别",
    "级别",
    "区别",
    "性别",
    "非税收入",
    "非遗",
    "非遗传承人",
    "无障碍",
    "无障碍设施",
    "无人机",
    "无偿",
    "无偿献血",
    "未成年人",
    "未成年人保护",
    "不动产",
    "不动产登记",
    "不良率",
    "不良贷款率",
    "不合格率",
    "不满意率",
    "没收",
    "没收物品",
    "淹没面积",
    "防止返贫",
    "防止返贫监测",
    "防止水土流失",
    "避雷",
    "避雷设施",
    "避难场所",
    "禁毒",
    "禁毒宣传",
    "禁渔",
    "禁止吸烟标识",
    "通过",
    "经过",
    "过滤",
    "过渡",
    "过渡期",
    "超市",
    "超声",
    "超期率",
    "最低生活保障",
    "最高人民法院",
    "起重机",
    "起重设备",
    "封顶仪式",
    "限高",
    "限高架",
    "远足",
    "女足",
    "求实",
    "口实",
    "夯实",
    "文本",
    "千兆端口",
    "万兆园区",
    "水力",
    "城域网",
    "限额以上企业",
    "一级",
    "一级医院",
    "二级",
    "上限管理",
    "保底产量",
    "下限管理",
    "不锈钢管",
    "不孕不育",
    "不文明行为",
    "未央区",
    "未来工厂",
    "未利用地",
    "没食子酸",
    "莫高窟",
    "莫家村",
    "勿忘我",
    "别墅",
    "别动队",
    "非法",
    "非公企业",
    "非洲",
    "南非",
    "中非合作",
    "无棣县",
    "无锡",
    "无花果",
    "无土栽培",
    "不夜城",
    "不倒翁",
    "难民",
    "难点",
    "困难群众",
    "疑难病例",
    "破产",
    "破损率",
    "逾期率",
    "逾期贷款",
]
OPERATORS = {
    "≥": ">=", "≤": "<=", ">": ">", "<": "<", "不少于": ">=", "不低于": ">=", "不超过": "<=", "不高于": "<=", "超过": ">", "低于": "<", "至少": ">=", "最多": "<=",
    "达到": ">=", "控制在": "<=", "等于": "=", "大于等于": ">=",
}  # fmt: skip

WITHOUT_A_WORD_BEFORE = {"5家": "=", "5家以上": ">=", "5家以内": "<=", "90%": "=", "3-5次": "range"}


def errors(target: Target) -> list[str]:
    return [finding.code for finding in target.findings if finding.severity is Severity.ERROR]


def ops(target: Target) -> list[str]:
    return [criterion.to_dict().get("op", criterion.to_dict()["kind"]) for criterion in target.criteria]


def pairs() -> Iterator[tuple[str, str]]:
    for negation in (*LISTS["certain"], *LISTS["doubtful"], *LISTS["single"]):
        yield negation, ""
        for link in LISTS["links"]:
            yield negation, link


@pytest.mark.parametrize("verb", [*UP, *DOWN])
def test_a_negation_turns_the_word_or_refuses_it(verb: str):
    wrong = []
    for place, (negation, link) in enumerate(pairs()):
        quantity = QUANTITIES[place % len(QUANTITIES)]
        for before in ("", "成本", "指标数"):
            target = parse(f"{before}{negation}{link}{verb}{quantity}")
            right = ops(target) == [OPPOSITE[(UP | DOWN)[verb]]]
            if not right and not (ops(target) == ["qualitative"] and errors(target)):
                wrong.append((target.text, noted(target)))
    assert wrong == []


@pytest.mark.parametrize("negation", LISTS["certain"])
def test_a_certain_negation_is_read(negation: str):
    for verb, op in (UP | DOWN).items():
        target = parse(f"{negation}{verb}3%")
        assert (ops(target), errors(target)) == ([OPPOSITE[op]], []), target.text


def test_a_negation_before_any_operator_leaves_no_criterion_in_silence():
    wrong = []
    for operator in sorted(operator_words() | {"≥", "≤", ">", "<", "=", "近", "超", "达", "为"}):
        plain = noted(parse(f"{operator}5家"))
        for negation in (*LISTS["certain"], *LISTS["doubtful"], *LISTS["single"]):
            target = parse(f"{negation}{operator}5家")
            if noted(target) == plain and not target.findings:
                wrong.append(target.text)
    assert wrong == []


def test_two_negations_are_refused():
    for first in ("不得", "不能", "并非", "不应", "不可", "未必", "没有"):
        for second in ("不超过", "不多于", "不少于", "不低于", "不得超过", "未超过"):
            target = parse(f"{first}{second}5家")
            assert (ops(target), errors(target)) == (["qualitative"], ["OP012"]), target.text


@pytest.mark.parametrize("noun", NOUNS)
def test_an_ordinary_noun_refuses_nothing(noun: str):
    wrong = []
    for wording, op in {**{f"{operator}5家": op for operator, op in OPERATORS.items()}, **WITHOUT_A_WORD_BEFORE}.items():
        target = parse(noun + wording)
        if ops(target) != [op] or target.findings:
            wrong.append((target.text, noted(target), [finding.code for finding in target.findings]))
    assert wrong == []


WORDS = [
    "不少于",
    "不低于",
    "不小于",
    "不下于",
    "不得少于",
    "不得低于",
    "至少",
    "最少",
    "大于等于",
    "大于或等于",
    "超过",
    "大于",
    "高于",
    "多于",
    "突破",
    "不超过",
    "不得超过",
    "未超过",
    "不能超过",
    "不高于",
    "不大于",
    "不多于",
    "至多",
    "最多",
    "小于等于",
    "小于或等于",
    "小于",
    "低于",
    "少于",
    "不足",
    "控制在",
    "等于",
    "达到",
    "保持在",
    "稳定在",
    "提高到",
    "提升到",
    "增至",
    "降到",
    "降至",
    "下降到",
    "压减至",
    "压缩至",
]
OTHERS = ["力争", "接近", "最高", "最低", "上限", "不满"]
"""Words that ask for a number right behind them, and of which one character is a word of its own."""

SUFFIXES = ("以上", "及以上", "以内", "之内", "以下", "及以下", "左右")
WHOLE = {*WORDS, *SUFFIXES, *operator_words(), *LISTS["torn"]["words"], "内", "不得超", "不能超", "不超", "未超", "未过", "不下"}


@pytest.mark.parametrize("word", WORDS)
def test_an_operator_that_lost_a_character_is_no_other_operator_in_silence(word: str):
    for place in range(len(word)):
        torn = word[:place] + word[place + 1 :]
        if torn in WHOLE:
            continue
        for quantity in QUANTITIES:
            target = parse(torn + quantity)
            assert target.findings, (target.text, noted(target))


LEGIT = {*LISTS["misspelt"]["but"], "提高", "下降", "降", "增"}


def misspelt(word: str) -> Iterator[str]:
    """The word with one character as one that looks alike, or written twice."""
    for place, char in enumerate(word):
        yield word[: place + 1] + word[place:]
        for other in LISTS["alike"].get(char, ""):
            yield word[:place] + other + word[place + 1 :]


@pytest.mark.parametrize("noun", ["", "投诉率", "培训人数", "举办活动", "工时", "补助资金", "平均时间"])
@pytest.mark.parametrize("word", [*WORDS, *OTHERS])
def test_a_misspelt_operator_is_its_own_bound_or_an_error(word: str, noun: str):
    for written in {*misspelt(word)} - WHOLE - LEGIT:
        for quantity in ("3%", "5家"):
            target = parse(noun + written + quantity)
            assert errors(target) or noted(target) == noted(parse(noun + word + quantity)), (target.text, noted(target))


@pytest.mark.parametrize("word", [*WORDS, *OTHERS])
def test_a_sign_inside_an_operator_is_said_and_a_blank_does_not_count(word: str):
    for place in range(1, len(word)):
        for quantity in ("3%", "5家"):
            assert noted(parse(f"{word[:place]} {word[place:]}{quantity}")) == noted(parse(word + quantity))
            for sign in "，、.-/":
                target = parse(word[:place] + sign + word[place:] + quantity)
                assert errors(target) or noted(target) == noted(parse(word + quantity)), (target.text, noted(target))


@pytest.mark.parametrize("word", [one for one in SUFFIXES if len(one) > 1])
def test_a_sign_inside_a_suffix_is_said(word: str):
    for place in range(1, len(word)):
        for sign in "，、.-/":
            target = parse(f"工期30天{word[:place]}{sign}{word[place:]}")
            assert errors(target), (target.text, noted(target))


@pytest.mark.parametrize(
    "text",
    [
        "系统运行稳定，在5秒内响应",
        "成本低于3%",
        "苗木超过500株",
        "零下超过5℃",
        "其中重大3项",
        "发现3处",
        "用于12个村",
        "年底于12个村试点",
        "价格低3%",
        "女足5场",
        "于5个工作日内办结",
        "工期于60天内完成",
        "完成率为约95%",
        "质量提高，达到90%",
        "数量减少，至少5家",
    ],
)
def test_a_word_that_only_ends_like_a_misspelt_one_refuses_nothing(text: str):
    target = parse(text)
    assert ops(target), (text, noted(target))
    assert not errors(target), (text, target.findings)


@pytest.mark.parametrize("word", SUFFIXES)
def test_a_suffix_that_lost_a_character_is_said(word: str):
    for torn in {word[:place] + word[place + 1 :] for place in range(len(word))} - WHOLE:
        target = parse(f"5家{torn}")
        assert errors(target), (target.text, noted(target))


@pytest.mark.parametrize("note", ["自然日", "含税", "按户计", "不含节假日", "其中公办", "预计", "力争"])
@pytest.mark.parametrize("suffix", ["以上", "及以上", "以内", "之内", "以下", "左右"])
def test_a_parenthesis_does_not_part_a_number_from_its_suffix(note: str, suffix: str):
    for quantity in ("30天", "50万元", "80%"):
        for left, right in ("（）", "()"):
            assert ops(parse(f"{quantity}{left}{note}{right}{suffix}")) == ops(parse(f"{quantity}{suffix}"))
