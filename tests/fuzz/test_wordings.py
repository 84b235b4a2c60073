"""Any text is read as a target and as an actual value, completely, and without a fault of the reader's own."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfrules import PerfrulesError, check, comparator, evaluate, parse
from perfrules.scoring.actuals.reading import read_actual

CORPUS = Path(__file__).with_name("corpus").joinpath("wordings.txt").read_text("utf-8").splitlines()
PIECES = (
    *"0123456789０５①㊿〇一二三十百千万亿两半%％‰‱°′″/／·.。,，、;；:：()（）[]【】<>≥≤≧≦=＝~～+-－±×÷\n\t \u3000\u200b\u202e\ud800\x00",
    "不少于", "不超过", "以上", "以下", "左右", "约", "达到", "同比", "增长", "下降", "百分点", "家", "个", "万元", "亿元", "人次", "年", "月", "日前",
    "2023", "第", "名", "前", "每", "各", "介于", "之间", "至", "且", "或", "不", "非", "其中", "力争", "倍", "个百分点", "优", "达标", "1. ", "（2）",
)  # fmt: skip
wordings = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


def known(test):
    """With every wording that once failed."""
    for text in CORPUS:
        test = example(text)(test)
    return test


@known
@given(wordings)
def test_every_text_is_read_whole(text):
    target = parse(text)
    spans = sorted([*(one.span for one in target.criteria), *target.separators, *target.leftovers])
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert str(target) is not None
    for finding in target.findings:
        finding.message.encode("utf-8", "backslashreplace")


@known
@given(wordings)
def test_the_strict_reader_raises_its_own_error_alone(text):
    try:
        found = comparator(text)
    except PerfrulesError as error:
        str(error).encode()
    else:
        assert comparator(str(found)) == found


@known
@given(wordings)
def test_every_text_is_an_actual_value_or_none(text):
    str(read_actual(text))
    for target in ("≥50家", "≤3%", "2023年12月31日前", "进一步提高", "前10名", "同比增长5%"):
        evaluate(target, text).explain().encode("utf-8", "backslashreplace")


@known
@given(wordings)
def test_every_text_has_a_score_under_every_value(text):
    for value in ("45家", "2.5%", None, 5):
        score = evaluate(text, value)
        assert 0 <= score.interval.low <= score.interval.high <= 100


@known
@given(wordings.filter(lambda text: "." not in text))
def test_every_text_is_checked(text):
    for finding in check(text, name="培训人数"):
        str(finding)


@pytest.mark.parametrize("text", CORPUS)
def test_what_once_failed_as_name(text):
    parse("≥50", name=text)
    evaluate("50", "5", name=text)
