"""The short form is read as the long way reads it, whatever stands in it; and what is not one is left to the long way."""

import copy
import pickle
import threading
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import perfrules
from perfrules import Vocabulary, parse
from perfrules.canonical import as_read
from perfrules.comparators import AtLeast
from perfrules.quantities import Quantity
from perfrules.text import Span
from perfrules.units import standard as units
from perfrules.wording import languages, targets
from perfrules.wording.criteria import Criterion
from perfrules.wording.languages import Language, standard
from perfrules.wording.operator_kinds import OperatorKind
from perfrules.wording.parser import negations

LANGUAGE = standard()
WORDS = [
    "",
    *sorted(negations.operator_words()),
    *"≥≤<>=≧≦＞＜》《~",
    "\\≥",
    "&gt;=",
    ">=",
    "<=",
    "不 少于",
    "力争",
    "增长",
    "降至",
    "第",
    "前",
    "每",
    "日",
]
NUMBERS = [
    "0",
    "1",
    "80",
    "007",
    "2023",
    "2023.5",
    "0.5",
    "1.50",
    "100.0",
    "123456789",
    "1234567890",
    "12.34567",
    "123456789012",
    "1234567890123",
    "0.12345678",
    "0.123456789",
    "５",
    "三",
    "1,200",
    "5万",
    "12.50万",
    "0.05亿",
    "0万",
    "2023万",
    "1234567890万",
    "5万亿",
    "-3",
    "1/2",
]
UNITS = ["", *units().words(), "家 ", " 家", "个百分点", "左右", "以上", "天前", "元5角"]


def _same(text: str) -> bool:
    """Whether the text is a short form; raises where it is read otherwise than the long way."""
    brief = LANGUAGE.brief(text)
    if brief is None:
        return False
    parts = LANGUAGE.read(text, None, 10_000)
    assert (parts.criteria, parts.findings, parts.separators, parts.leftovers, parts.nature) == ((brief,), (), (), (), None), text
    assert parts.criteria[0].to_dict() == brief.to_dict()
    return True


@pytest.mark.parametrize("word", WORDS)
def test_every_operator_word_with_every_number_and_with_every_unit(word: str):
    pairs = [*product(["80", "12.5"], UNITS), *product(NUMBERS, ["", "家", "元", "年", "吨", "成", "平方公里", "个百分点", "元5角"])]
    taken = [text for number, unit in pairs if _same(text := f"{word}{number}{unit}")]
    assert bool(taken) == (LANGUAGE.brief(f"{word}80家") is not None)


@pytest.mark.parametrize("word", ["", "≥", "小于"])
@pytest.mark.parametrize("number", NUMBERS)
def test_every_number_with_every_unit(word: str, number: str):
    assert any(_same(f"{word}{number}{unit}") for unit in UNITS) == (LANGUAGE.brief(f"{word}{number}吨") is not None)


@pytest.mark.parametrize("text", ["≥80", "不少于50家", "≤3%", "5", "0.5万元", "超过12.5人", "至少3场"])
def test_what_most_targets_look_like_is_short(text: str):
    assert _same(text)


@pytest.mark.parametrize(
    "text", ["", " ", "   ", "≥", "家", "≥5家家", "≥ 5家", "5家 ", "＞5家", "5家以上", "》5家", "≥5标准箱", "约5人", "5" * 30]
)
def test_what_is_none_goes_the_long_way(text: str):
    assert LANGUAGE.brief(text) is None


NAMES = [
    "",
    "企业数",
    "资金（万元）",
    "覆盖率(%)",
    "完成时间",
    "床护比",
    "甲、乙",
    "面积 平方米",
    "每户",
    "率",
    "办理时限（日）",
    "减免比例（成）",
    "培训人数（≥**人）",
]


@given(st.sampled_from(WORDS), st.sampled_from(NUMBERS), st.sampled_from(UNITS), st.sampled_from(NAMES))
def test_under_a_name_it_is_read_as_the_long_way_reads_it_there(word: str, number: str, unit: str, name: str):
    text = f"{word}{number}{unit}"
    with as_read():
        parts = LANGUAGE.read(text, name, 10_000)
    target = parse(text, name=name)
    assert (parts.criteria, parts.findings, parts.separators, parts.leftovers, parts.nature) == (
        target.criteria,
        target.findings,
        target.separators,
        target.leftovers,
        target.nature,
    )


@given(st.lists(st.sampled_from([*WORDS, *NUMBERS, *UNITS, " ", "，"]), max_size=5).map("".join))
@example("≥5家")
def test_any_row_of_such_parts(text: str):
    _same(text)


def test_a_known_wording_is_the_same_object_and_a_vocabulary_is_not_mixed_up_with_it():
    mine = Vocabulary(units={"公引": ("米", 100)})
    first = parse("≥3公引（记）")
    assert parse("≥3公引（记）") is first
    with mine.applied():
        assert parse("≥3公引（记）") != first
    assert parse("≥3公引（记）", vocabulary=mine) != first
    assert parse("≥3公引（记）", limit=3).findings[0].code == "CP016"
    assert parse("≥3公引（记）") is first


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(targets, "_REMEMBERED", 2)
    monkeypatch.setattr(targets, "_KNOWN", targets._Known())
    for number in range(5):
        parse(f"≥{number}篇")
    assert len(targets._KNOWN) <= 2


@pytest.mark.parametrize("value", [5, None, ["≥5"], {"a": 1}])
def test_what_is_no_text_is_refused_whether_it_can_be_a_key_or_not(value: object):
    with pytest.raises(perfrules.PerfrulesError, match="指标值应为文本"):
        parse(value)  # type: ignore[arg-type]


def test_threads_that_read_first_build_the_language_once(monkeypatch: pytest.MonkeyPatch):
    built: list[int] = []

    class Counted(Language):
        def __init__(self, *given: object) -> None:
            built.append(1)
            super().__init__(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(languages, "Language", Counted)
    monkeypatch.setattr(languages, "_STANDARD", [])
    languages._built.cache_clear()
    gate = threading.Barrier(8)
    found: list[object] = []

    def read() -> None:
        gate.wait()
        found.append(standard().brief("≥5家"))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    languages._built.cache_clear()
    assert len(built) == 1
    assert len(found) == 8


def test_the_room_has_no_other_name():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        perfrules.wording.nothing  # noqa: B018  # the access is the test


def test_what_was_written_is_told_by_the_text_and_takes_no_room():
    made, whole = (
        parse("≥12.50家").criteria[0],
        Criterion(AtLeast(Quantity("12.5", "家")), "≥12.50家", Span(0, 7), operator="≥", written=("12.50", "家")),
    )
    assert (made.written, made) == (("12.50", "家"), whole)
    assert (hash(made), repr(made).partition(", operator_kind")[0]) == (hash(whole), repr(whole).partition(", operator_kind")[0])
    assert [made == other for other in (copy.deepcopy(made), pickle.loads(pickle.dumps(made)), replace(made))] == [True] * 3
    with pytest.raises(AttributeError):
        object.__getattribute__(made, "written")
    with pytest.raises(AttributeError, match="no attribute 'unit'"):
        made.unit  # type: ignore[attr-defined]  # noqa: B018  # the access is the test


def _holds(target: targets.Target) -> bool:
    return targets._held.__get__(target) is not None


@pytest.mark.parametrize("text", ["≥12.50家", "5", "不超过3万元", "95%"])
def test_a_table_keeps_of_a_short_form_the_text_alone(text: str):
    full = parse(text, name="数量")
    kept = targets.spared(full)
    (criterion,) = kept.criteria
    assert (_holds(full), _holds(kept), kept, hash(kept), repr(kept)) == (True, False, full, hash(full), repr(full))
    assert (criterion.written, criterion.operator_kind) == (full.criteria[0].written, full.criteria[0].operator_kind)
    assert [made == full for made in (copy.deepcopy(kept), pickle.loads(pickle.dumps(kept)), replace(kept))] == [True] * 3
    assert (kept.to_dict(), kept.unread(criterion)) == (full.to_dict(), None)
    assert targets.spared(kept) is targets.spared(parse(text, name="质量")) is kept
    assert (targets.whole(full) is full, _holds(targets.whole(kept)), targets.whole(kept)) == (True, True, full)
    with pytest.raises(AttributeError):
        kept.criteria = ()  # type: ignore[misc]  # the refusal is the test


@pytest.mark.parametrize(
    ("text", "name"), [("80", "资金（万元）"), ("》5家", "数量"), ("达到90%以上", "率"), ("≥5家；≥3项", "数量"), ("", "数量")]
)
def test_a_table_keeps_any_other_target_as_it_was_read(text: str, name: str):
    full = parse(text, name=name)
    assert targets.spared(full) == full
    assert _holds(targets.spared(full))


@pytest.mark.parametrize("marked", [{"nature": "正向"}, {"findings": parse("》5家").findings}], ids=["nature", "findings"])
def test_a_table_keeps_what_is_said_beside_a_short_form(marked: dict[str, object]):
    full = replace(parse("≥7家"), **marked)  # type: ignore[arg-type]  # one of its fields
    assert (targets.spared(full), _holds(targets.spared(full))) == (full, True)


def test_a_table_keeps_equal_targets_as_one_object_and_no_two_of_other_operators():
    first, second = (parse("达到90%以上", name=name) for name in ("到课率", "合格率"))
    assert first is not second
    assert targets.spared(first) is targets.spared(second)
    other = replace(first, criteria=(replace(first.criteria[0], operator_kind=OperatorKind.NONE),))
    assert first == other
    assert targets.spared(other).criteria[0].operator_kind is OperatorKind.NONE


def test_a_table_keeps_what_was_read_with_words_of_ones_own():
    with Vocabulary(units={"公引": ("米", 100)}).applied():
        kept = targets.spared(parse("≥8公引"))
    assert (_holds(kept), kept.criteria[0].comparator.to_dict()["unit"]) == (True, "公引")
