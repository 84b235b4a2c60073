"""A sign beside a target never turns round: by its heading, by its content, as word, sign or code."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of

import perfrules
from perfrules.model import Indicator

HEADINGS = [
    "计算符号", "计算符", "运算符", "运算符号", "比较符", "比较符号", "关系符", "关系符号", "计算符号（≥≤）", "计算符号(>、<、=)", "指标值符号", "符号",
    "指标性质", "性质", "逻辑运算符", "判断关系", "大小关系", "指标运算关系", "計算符號", "kpi_sign", "表达式", "方向", "条件", "要求", "",
]  # fmt: skip
FLOORS = ["≥", ">=", "≧", "大于等于", "不低于", "不小于", "大于或等于", "＞＝", "至少"]
CEILINGS = ["≤", "<=", "≦", "小于等于", "不高于", "不大于", "不超过", "小于或等于", "＜＝"]
CODED = {"1": "met", "2": "met", "4": "unmet", "5": "unmet"}


def indicators_of(table: str, tmp_path: Path) -> tuple[Indicator, ...]:
    return reading_of(table, tmp_path).department.projects[0].indicators


def outcome(indicator: Indicator, actual: str) -> str:
    return perfrules.evaluate(indicator.target, actual, name=indicator.name).outcome.value


def table_of(heading: str, sign: str, *, left: bool = True, unit: bool = True) -> str:
    head, row = ["一级指标", "三级指标", "指标值"], ["产出指标", "办结数", "10"]
    place = 2 if left else 3
    head.insert(place, heading)
    row.insert(place, sign)
    if unit:
        head.append("计量单位")
        row.append("件")
    return f"项目名称|甲\n{'|'.join([*head, '实际完成值'])}\n{'|'.join([*row, '12件'])}\n"


@pytest.mark.parametrize("left", [True, False])
@pytest.mark.parametrize("heading", HEADINGS)
def test_no_sign_turns_round(heading: str, left: bool, tmp_path: Path) -> None:
    for sign in FLOORS + CEILINGS:
        (one,) = indicators_of(table_of(heading, sign, left=left, unit=left), tmp_path)
        assert outcome(one, "12件") == ("met" if sign in FLOORS else "unmet"), (heading, sign, one.target)
        assert outcome(one, "8件") == ("unmet" if sign in FLOORS else "met"), (heading, sign, one.target)


@pytest.mark.parametrize("heading", [heading for heading in HEADINGS if "符" in heading or "性质" in heading or "关系" in heading])
@pytest.mark.parametrize("code", CODED)
def test_codes_under_a_heading_of_signs(heading: str, code: str, tmp_path: Path) -> None:
    (one,) = indicators_of(table_of(heading, code), tmp_path)
    assert outcome(one, "12件") == CODED[code]


@pytest.mark.parametrize("heading", ["序号", "行号", "分值", "指标个数", "等级", "权重系数", ""])
def test_small_numbers_elsewhere_are_no_codes(heading: str, tmp_path: Path) -> None:
    (one,) = indicators_of(table_of(heading, "5"), tmp_path)
    assert one.target.text == "10 件"


@pytest.mark.parametrize("word", ["6", "定性", "6定性", "定性指标", "6-定性"])
def test_words_that_say_the_kind_are_handed_on(word: str, tmp_path: Path) -> None:
    (one,) = indicators_of(f"项目名称|甲\n一级指标|三级指标|计算符号|指标值\n效益指标|环境|{word}|明显改善\n", tmp_path)
    (criterion,) = one.target.criteria
    assert (criterion.text, one.target.nature) == ("明显改善", "定性")


@pytest.mark.parametrize(
    ("word", "actual", "wanted"),
    [("反向", "8件", "met"), ("反向", "12件", "unmet"), ("负向", "12件", "unmet"), ("正向", "12件", "met"), ("越小越好", "12件", "unmet")],
)
def test_a_direction_bounds_a_bare_number(word: str, actual: str, wanted: str, tmp_path: Path) -> None:
    (one,) = indicators_of(table_of("指标方向", word), tmp_path)
    assert outcome(one, actual) == wanted


@pytest.mark.parametrize(("heading", "sign"), [("计算符号", "8"), ("计算符号", "甲"), ("指标性质", "GE"), ("符号", "？")])
def test_what_is_no_sign_leaves_its_number_open(heading: str, sign: str, tmp_path: Path) -> None:
    (one,) = indicators_of(table_of(heading, sign), tmp_path)
    assert [found.code for found in one.target.findings] == ["IN073"]
    assert outcome(one, "12件") == "cannot_judge"
    assert outcome(Indicator.model_validate_json(one.model_dump_json()), "12件") == "cannot_judge"


def test_signs_and_something_else_under_another_heading(tmp_path: Path) -> None:
    table = "项目名称|甲\n一级指标|三级指标|线|指标值\n产出指标|甲数|≥|10\n产出指标|乙数|看情况|10\n产出指标|丙数|看情况|≤10\n效益指标|丁|看情况|提升\n"
    reading = reading_of(table, tmp_path)
    first, second, third, fourth = reading.department.projects[0].indicators
    assert (outcome(first, "12"), outcome(second, "12"), outcome(third, "12"), fourth.target.text) == (
        "met",
        "cannot_judge",
        "unmet",
        "提升",
    )
    assert "IN071" in codes(reading)


def test_words_of_results_are_no_signs(tmp_path: Path) -> None:
    table = "项目名称|甲\n一级指标|三级指标|指标值|达标情况\n产出指标|甲数|≤10|达到\n产出指标|乙数|5|达到\n"
    assert [item.target.text for item in indicators_of(table, tmp_path)] == ["≤10", "5"]


def test_a_value_behind_its_sign_under_one_merged_heading(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["项目名称", "甲"],
        ["一级指标", "三级指标", "年度指标值", None, None, "实际完成值"],
        ["产出指标", "办结天数", "≤", 5, "天", "3天"],
        ["产出指标", "场次", "≥", 20, "场", "18场"],
    ):
        sheet.append(row)
    sheet.merge_cells("C2:E2")
    book.save(tmp_path / "a.xlsx")
    (project,) = perfrules.read(tmp_path / "a.xlsx").department.projects
    assert [item.target.text for item in project.indicators] == ["≤ 5 天", "≥ 20 场"]


def test_a_sign_merged_over_its_rows(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["项目名称", "甲"],
        ["一级指标", "三级指标", "比较符", "指标值"],
        ["产出指标", "甲天数", "≤", 5],
        ["产出指标", "乙天数", None, 7],
    ):
        sheet.append(row)
    sheet.merge_cells("C3:C4")
    book.save(tmp_path / "a.xlsx")
    (project,) = perfrules.read(tmp_path / "a.xlsx").department.projects
    assert [item.target.text for item in project.indicators] == ["≤ 5", "≤ 7"]


@pytest.mark.parametrize("heading", ["计量", "量纲", ""])
def test_units_are_known_by_what_they_are(heading: str, tmp_path: Path) -> None:
    table = f"项目名称|甲\n一级指标|三级指标|指标值|{heading}\n产出指标|甲|≥3|场\n产出指标|乙|≥95|%\n效益指标|丙|提升|/\n"
    assert [item.target.text for item in indicators_of(table, tmp_path)] == ["≥3 场", "≥95 %", "提升"]


def test_units_that_disagree_with_the_values_are_left(tmp_path: Path) -> None:
    table = "项目名称|甲\n一级指标|三级指标|指标值|类\n产出指标|甲|≥3天|处\n产出指标|乙|≥95%|个\n"
    reading = reading_of(table, tmp_path)
    assert [item.target.text for item in reading.department.projects[0].indicators] == ["≥3天", "≥95%"]
    assert "IN070" in codes(reading)


def test_weights_are_proposed_and_never_assigned(tmp_path: Path) -> None:
    table = "项目名称|甲\n一级指标|三级指标|指标值|比重数\n产出指标|甲|≥3天|50\n产出指标|乙|≥95%|50\n"
    reading = reading_of(table, tmp_path)
    assert [item.weight for item in reading.department.projects[0].indicators] == [None, None]
    (found,) = [found for found in reading.findings if found.code == "IN071"]
    assert "分值" in found.message
    assert found.location.row == 2


@pytest.mark.parametrize(
    ("sign", "value", "wanted"),
    [
        (">=", "≥3场", "≥3场"),
        (">=", "1.≥95%；2.≥5次", "1.≥95%；2.≥5次"),
        ("以上", "95%", "95% 以上"),
        ("以上", "≥95%", "≥95%"),
        ("=", "优良", "优良"),
        ("/", "/", ""),
        ("", "无", "无"),
    ],
)
def test_what_the_value_says_is_not_said_twice(sign: str, value: str, wanted: str, tmp_path: Path) -> None:
    (one,) = indicators_of(f"项目名称|甲\n一级指标|三级指标|计算符号|指标值\n效益指标|环境|{sign}|{value}\n", tmp_path)
    assert one.target.text == wanted


def test_a_sign_against_that_of_the_value_is_a_conflict(tmp_path: Path) -> None:
    (one,) = indicators_of("项目名称|甲\n一级指标|三级指标|计算符号|指标值\n效益指标|环境|≥|≤5%\n", tmp_path)
    assert outcome(one, "3%") == "cannot_judge"


@pytest.mark.parametrize(
    ("heading", "values", "code", "guess"),
    [
        ("年末情况", ("22场", "96%"), "IN070", "疑似实际完成值"),
        ("比数", ("7", "8"), "IN070", "其值为数值"),
        ("比数", ("7", "无此项目"), "IN029", ""),
        ("牵头处室", ("1", "2"), "IN029", ""),
        ("体会", ("很好", "较好"), "IN029", ""),
        ("空着", ("", ""), "IN029", ""),
        ("", ("7", "8"), "IN070", "其值为数值"),
        ("", ("很好", "较好"), "IN070", ""),
        ("绩效指标", ("7", "8"), None, ""),
    ],
)
def test_what_could_matter_is_a_warning(heading: str, values: tuple[str, str], code: str | None, guess: str, tmp_path: Path) -> None:
    table = f"项目名称|甲\n一级指标|三级指标|指标值|{heading}\n产出指标|甲数|≥10|{values[0]}\n产出指标|乙数|≥5|{values[1]}\n"
    found = [item for item in reading_of(table, tmp_path).findings if item.code in {"IN029", "IN070", "IN071"}]
    assert [item.code for item in found] == ([code] if code else [])
    assert not guess or guess in found[0].message


def test_the_value_is_looked_for_behind_its_sign(tmp_path: Path) -> None:
    (one,) = indicators_of("项目名称|甲\n一级指标|三级指标|指标值||\n产出指标|甲数|≥|场|20\n", tmp_path)
    assert one.target.text == "≥ 20 场"


@pytest.mark.parametrize("rest", ["实际完成值", "", "处室"])
def test_a_sign_without_a_value_is_no_target(rest: str, tmp_path: Path) -> None:
    value = "12" if rest == "实际完成值" else ""
    (one,) = indicators_of(f"项目名称|甲\n一级指标|三级指标|指标值|{rest}\n产出指标|甲数|≥|{value}\n", tmp_path)
    assert one.target.text == "≥"
    assert outcome(one, "12") == "cannot_judge"


def test_a_second_column_of_units_is_named(tmp_path: Path) -> None:
    table = "项目名称|甲\n一级指标|三级指标|指标值|单位|量纲\n产出指标|甲数|≥10|场|次\n产出指标|乙数|≥5|个|次\n"
    found = [item for item in reading_of(table, tmp_path).findings if item.code == "IN070"]
    assert [item.params["guess"] for item in found] == ["疑似计量单位"]


@pytest.mark.parametrize(("last", "code"), [("30", "IN071"), ("31", "IN070"), ("", "IN071")])
def test_weights_are_added_up_a_project_at_a_time(last: str, code: str, tmp_path: Path) -> None:
    first = "100" if not last else "70"
    rows = [f"甲|产出指标|甲数|≥1|{first}", f"甲|效益指标|乙数|≥1|{last}", "乙|产出指标|丙数|≥1|40", "乙|效益指标|丁数|≥1|50"]
    rows += ["甲|效益指标|戊数|≥1|0"] if not last else []
    table = "项目名称|一级指标|三级指标|指标值|比重\n" + "\n".join(rows) + "\n"
    assert [item.code for item in reading_of(table, tmp_path).findings if item.code in {"IN070", "IN071"}] == [code]


def test_words_of_planning_are_no_signs_and_are_named(tmp_path: Path) -> None:
    reading = reading_of("项目名称|甲\n一级指标|三级指标|指标性质|指标值\n产出指标|甲数|预期性|≥5次\n产出指标|乙数|约束性|≤3次\n", tmp_path)
    assert [item.target.text for item in reading.department.projects[0].indicators] == ["≥5次", "≤3次"]
    assert [item.params["fields"] for item in reading.findings if item.code == "IN029"] == ["指标性质"]


@pytest.mark.parametrize("kind", ["指标属性", "指标导向", "属性", "指标性质"])
@pytest.mark.parametrize("sign", ["计算符号", "符号"])
@pytest.mark.parametrize("first", [True, False])
def test_marks_of_kind_beside_signs_are_handed_on(kind: str, sign: str, first: bool, tmp_path: Path) -> None:
    def line(*fields: str) -> str:
        one, other, *rest = fields
        return "|".join((one, other, *rest) if first else (other, one, *rest)) + "\n"

    table = "项目名称|甲\n三级指标|一级指标|" + line(kind, sign, "指标值", "单位")
    table += "里程|产出指标|" + line("定量指标", ">=", "100", "公里") + "影响|效益指标|" + line("定性指标", "/", "明显改善", "/")
    reading = reading_of(table, tmp_path)
    length, effect = reading.department.projects[0].indicators
    assert (length.target.text, length.target.nature) == (">= 100 公里", "定量")
    assert (effect.target.text, effect.target.nature) == ("明显改善", "定性")
    assert outcome(length, "90公里") == "unmet"
    assert not {"IN029", "IN070", "IN071", "IN073"} & set(codes(reading))


def test_a_column_of_kinds_alone_is_no_column_of_signs(tmp_path: Path) -> None:
    (one,) = indicators_of("项目名称|甲\n一级指标|三级指标|属性|指标值\n产出指标|里程|定量|100公里\n", tmp_path)
    assert (one.target.text, one.target.nature) == ("100公里", "定量")


@pytest.mark.parametrize(("mark", "value"), [("定性", "≥95%"), ("反向", "≥95%"), ("正向", "≤3天")])
def test_a_mark_against_the_value_is_remarked(mark: str, value: str, tmp_path: Path) -> None:
    (one,) = indicators_of(f"项目名称|甲\n一级指标|三级指标|指标性质|指标值\n产出指标|率|{mark}|{value}\n", tmp_path)
    assert one.target.text == value
    assert [(found.code, found.span) for found in one.target.findings] == [("OP014", (0, len(value)))]


def test_a_second_column_of_targets_is_named(tmp_path: Path) -> None:
    reading = reading_of("项目名称|甲\n一级指标|三级指标|指标值|指标值\n产出指标|场次|≥3场|≤2场\n", tmp_path)
    assert [(item.params["heading"], item.params["values"]) for item in reading.findings if item.code == "IN070"] == [("指标值", "≤2场")]


def test_of_very_many_unread_columns_some_are_named_and_the_others_counted(tmp_path: Path) -> None:
    heads, values = "|".join(f"列{place}" for place in range(150)), "|".join(["7"] * 150)
    found = reading_of(f"项目名称|甲\n一级指标|三级指标|指标值|{heads}\n产出指标|场次|≥3场|{values}\n", tmp_path).findings
    assert sum(item.code == "IN070" for item in found) == 100
    assert [item.params["count"] for item in found if item.code == "IN032"] == ["50"]


def test_a_column_that_is_mostly_numbers_is_named(tmp_path: Path) -> None:
    rows = "".join(f"产出指标|场次{place}|≥3场|{value}\n" for place, value in enumerate(("7", "8", "见附件"), 1))
    found = [item for item in reading_of(f"项目名称|甲\n一级指标|三级指标|指标值|比数\n{rows}", tmp_path).findings if item.code == "IN070"]
    assert [item.params["guess"] for item in found] == ["其值为数值"]
