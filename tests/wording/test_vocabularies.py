import pickle
import threading
from fractions import Fraction
from pathlib import Path

import pytest

import perfrules
from perfrules import AtLeast, Quantity, Vocabulary, evaluate, parse
from perfrules.errors import PerfrulesError, UnitError, VocabularyError
from perfrules.testing import conformance_cases, noted

UNITS: dict[str, tuple[str, str | int | Fraction]] = {"公引": ("米", 100), "公引里": ("公引", "1/2"), "步": ("米", Fraction(3, 2))}
MINE = Vocabulary(
    units=UNITS,
    counting=["方次"],
    operators={">=": ["不逊于", "够得上"], "<": ["逊于"], "~": ["约莫"], ">": ["盖过"], "<=": ["止于"], "=": ["恰为"]},
)
FILE = """
counting = ["方次"]

[units]
"公引" = ["米", "100"]

[operators]
">=" = ["不逊于"]
"""


@pytest.mark.parametrize(
    ("wording", "reading"),
    [
        ("不逊于3公引", ">=3 公引"),
        ("够得上 5 方次", ">=5 方次"),
        ("不 逊 于50家", ">=50 家"),
        ("逊于50家", "<50 家"),
        ("约莫50家", "~50 家"),
        ("盖过50家", ">50 家"),
        ("止于50家", "<=50 家"),
        ("恰为50家", "=50 家"),
        ("3公引～5公引", "[3,5] 公引"),
        ("5元/公引", "=5 元/公引"),
        ("培训覆盖面不逊于全市的80%", ">=80 %"),
    ],
)
def test_a_word_of_ones_own_is_read(wording: str, reading: str):
    target = parse(wording, vocabulary=MINE)
    assert noted(target) == reading
    assert target.findings == ()
    assert "/" in wording or parse(wording) != target


def test_everything_else_reads_as_before():
    read = {
        case: (parse(case.wording, name=case.name), parse(case.wording, name=case.name, vocabulary=MINE)) for case in conformance_cases()
    }
    assert [str(case) for case, (before, after) in read.items() if before != after] == []


def test_the_strict_reader_takes_it():
    assert perfrules.comparator("不逊于3公引", vocabulary=MINE) == AtLeast(Quantity(3, "公引"))


def test_inside_the_block_it_reads_converts_and_scores():
    with MINE.applied() as same:
        assert same is MINE
        assert parse("不逊于3公引").criteria[0].comparator == AtLeast(Quantity(3, "公引"))
        assert Quantity(300, "米") in AtLeast(Quantity(3, "公引"))
        assert Quantity(4, "公引里").to("米") == Quantity(200, "米")
        assert evaluate("不逊于3公引", "150米").points == 50
        with Vocabulary(units={"丈": ("米", "10/3")}).applied():
            assert Quantity(3, "丈") > Quantity(9, "米")
        assert Quantity(2, "步") == Quantity(3, "米").to("步")
    assert parse("不逊于3公引").criteria[0].comparator != AtLeast(Quantity(3, "公引"))
    with pytest.raises(UnitError):
        Quantity(3, "公引").to("米")


def test_the_block_is_left_on_an_error():
    with pytest.raises(ZeroDivisionError), MINE.applied():
        _ = 1 / 0
    with pytest.raises(UnitError):
        Quantity(3, "公引").to("米")


def test_another_thread_is_not_touched():
    seen: list[str] = []
    with MINE.applied():
        other = threading.Thread(target=lambda: seen.append(noted(parse("逊于51家"))))
        other.start()
        other.join()
    assert seen == ["=51 家"]


def test_a_value_that_hashes_pickles_and_prints():
    again = eval(repr(MINE), {"Vocabulary": Vocabulary})
    assert again == MINE == pickle.loads(pickle.dumps(MINE))
    assert len({again, MINE, Vocabulary()}) == 2


def test_traditional_and_wide_spellings_are_folded():
    mine = Vocabulary(units={"公擔袋": ("千克", "50")}, operators={">=": ["不遜於"]})
    assert noted(parse("不遜於3公擔袋", vocabulary=mine)) == ">=3 公担袋"


def test_from_a_file(tmp_path: Path):
    path = tmp_path / "词表.toml"
    path.write_text(FILE, "utf-8")
    assert Vocabulary.read(path) == Vocabulary.read(str(path)) == Vocabulary({"公引": ("米", 100)}, ["方次"], {">=": ["不逊于"]})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[units", "不能读取"),
        ("方次 = 1", "不能读取"),
        ('words = ["方次"]', "未知的键：words"),
        ('[units]\n"公引" = 100', "应写明是多少个哪一个单位.*现为 100"),
        ('[units]\n"公引" = ["米"]', "应写明是多少个哪一个单位"),
        ('[units]\n"公引" = "米1"', "应写明是多少个哪一个单位"),
        ('units = ["公引"]', "应写明是多少个哪一个单位"),
        ('units = ["公引米"]', "写法不对"),
        ('counting = ["家"]', "“家”已是单位"),
        ("counting = 3", "“counting”应为词的列表.*现为 3"),
        ('counting = "方次"', "“counting”应为词的列表"),
        ("counting = [3]", "写法不对"),
        ('[operators]\n">=" = 3', "“>=”应为词的列表"),
        ('[operators]\n">=" = "不逊于"', "“>=”应为词的列表"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, text: str, said: str):
    path = tmp_path / "v.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(VocabularyError, match=said):
        Vocabulary.read(path)


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(VocabularyError, match=r"不能读取词表.*找不到这个文件"):
        Vocabulary.read(tmp_path / "no.toml")


@pytest.mark.parametrize(
    ("make", "zh", "en"),
    [
        (lambda: Vocabulary(units={"公引": ("尺寸", 1)}), "未知单位“尺寸”", "Unknown unit"),
        (lambda: Vocabulary(units={"公引": ("米", 0)}), "不是正数", "no positive number"),
        (lambda: Vocabulary(units={"公引": ("米", "-1")}), "不是正数", "no positive number"),
        (lambda: Vocabulary(units={"公引": ("米", "1/0")}), "不是正数", "no positive number"),
        (lambda: Vocabulary(units={"公引": ("米", "许多")}), "不是正数", "no positive number"),
        (lambda: Vocabulary(units={"公里": ("米", 1000)}), "“公里”已是单位", "is a unit already"),
        (lambda: Vocabulary(units={"公頃": ("亩", 15)}), "“公顷”已是单位", "is a unit already"),
        (lambda: Vocabulary(units={"㎡": ("米", 1)}), "已是单位", "is a unit already"),
        (lambda: Vocabulary(units={"公引": ("米", 1)}, counting=["公引"]), "“公引”已是单位", "is a unit already"),
        (lambda: Vocabulary(units={"": ("米", 1)}), "不能作词", "no word"),
        (lambda: Vocabulary(counting=["方 次"]), "不能作词", "no word"),
        (lambda: Vocabulary(counting=["方" * 500]), "不能超过 40 字", "longer than 40"),
        (lambda: Vocabulary(operators={">=": "不逊于"}), "应为词的列表", "is a list of words"),
        (lambda: Vocabulary(counting=["5方"]), "不能作词", "no word"),
        (lambda: Vocabulary(counting=["元/方"]), "不能作词", "no word"),
        (lambda: Vocabulary(operators={"!=": ["不等于"]}), "未知的比较符“!=”", "Unknown operator"),
        (lambda: Vocabulary(operators={">=": [""]}), "不能作词", "no word"),
        (lambda: Vocabulary(operators={">=": ["不少于"]}), "“不少于”已是比较词（>=）", "operator word already"),
        (lambda: Vocabulary(operators={"<=": ["不少于"]}), "“不少于”已是比较词（>=）", "operator word already"),
        (lambda: Vocabulary(operators={">=": ["不逊于"], "<": ["不逊于"]}), "“不逊于”已是比较词（>=）", "operator word already"),
    ],
)
def test_a_vocabulary_that_cannot_be_followed(make, zh: str, en: str):
    with pytest.raises(VocabularyError) as caught:
        make()
    assert zh in str(caught.value)
    assert en in caught.value.message("en")
    assert isinstance(caught.value, PerfrulesError)
    assert isinstance(caught.value, ValueError)
