"""Every format, on ordinary findings and on hostile ones."""

import json
import re
from xml.etree import ElementTree as ET

import pytest

from perfrules.findings import Finding, Location, Rule, Severity
from perfrules.lint import Inspection, inspect
from perfrules.lint.examples import subject_of
from perfrules.report.findings import formats, render
from perfrules.text import Span

HOSTILE = "</a>&|`%0A::error::x\n\x1b[31m\u202e,=\ud800\ufffe*"


def rule(severity=Severity.ERROR, code="XX001"):
    return Rule(
        code=code, name="x", title="题目", title_en="title", severity=severity, message="“{words}”", message_en="“{words}” en", help="改"
    )


def hostile():
    place = Location(
        file=f"d/{HOSTILE}.xlsx",
        sheet=HOSTILE,
        cell="D5",
        row=5,
        column=4,
        span=Span(1, 4),
        text=HOSTILE,
        project=HOSTILE,
        indicator=HOSTILE,
    )
    return Inspection(((0, Finding(rule(), {"words": HOSTILE}, place)), (None, Finding(rule(Severity.INFO), {"words": HOSTILE}, place))), 1)


def ordinary():
    project = subject_of(
        {
            "name": "甲",
            "indicators": [
                {"name": "质量", "target": "效果明显"},
                {"name": "数量", "target": ">60项"},
                {"name": "乙", "target": "不低80%"},
            ],
        }
    )
    return inspect(project)


@pytest.mark.parametrize("form", formats())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_hostile_gets_through_any_format(form, lang):
    text = render(form, hostile(), lang)
    text.encode("utf-8")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.endswith("\n")


@pytest.mark.parametrize("form", formats())
def test_every_format_takes_nothing_and_something(form):
    render(form, Inspection(), "zh")
    assert render(form, ordinary(), "zh") == render(form, ordinary(), "zh")
    assert "VG001" in render(form, ordinary(), "zh")


@pytest.mark.parametrize("form", formats())
@pytest.mark.parametrize(
    "place",
    [
        Location(),
        Location(file="表.xlsx"),
        Location(file="表.csv", row=3),
        Location(file="表.docx", project="甲"),
        Location(span=Span(0, 2), text="文字"),
        Location(indicator="P01I1"),
    ],
)
def test_no_format_prints_a_part_of_a_place_that_is_not_there(form, place):
    text = render(form, Inspection(((0, Finding(rule(), {"words": "x"}, place)),), 1), "zh")
    assert not re.search(r"None|\bnull\b", text.replace('"fix": null', ""))


def test_full_marks_the_words_under_wide_characters():
    text = render("full", inspect(subject_of({"name": "质量", "target": "5家；》=95%"})), "zh")
    assert "\n  | 5家；》=95%\n  |      ^^^\n" in text
    assert "怎么改：改用标准符号，如“≥”" in text
    assert "perfrules rules OP010" in text


def test_full_shows_the_beginning_of_a_long_passage():
    found = Finding(rule(), {"words": "x"}, Location(text="前" + "文" * 300, span=Span(1, 301)))
    lines = render("full", Inspection(((0, found),), 1), "zh").splitlines()
    assert lines[1] == "  | 前" + "文" * 60 + "…"
    assert lines[2].strip() == "|   " + "^" * 121


def test_full_shows_the_rewrite():
    assert "可改为：≥5家（意思可能改变，请核对）" in render("full", inspect("5家"), "zh")
    assert "rewrite: ≥95%\n" in render("full", inspect("》=95%"), "en")


def test_full_clips_a_text_without_a_span():
    long = Location(text="长" * 200)
    text = render("full", Inspection(((None, Finding(rule(), {"words": "x"}, long)),), 0), "zh")
    assert max(map(len, text.splitlines())) < 90


def test_full_says_nothing_of_what_to_do_where_a_rule_does_not():
    bare = Rule(code="XX002", name="y", title="题目", title_en="title", severity=Severity.INFO, message="x", message_en="x")
    assert "怎么改" not in render("full", Inspection(((None, Finding(bare)),), 0), "zh")


def test_grouped_does_without_a_project():
    text = render("grouped", inspect("效果明显", name="质量"), "zh")
    assert text.splitlines()[0].strip() == "质量"


def test_grouped_heads_its_groups():
    text = render("grouped", ordinary(), "zh")
    assert [line.strip() for line in text.splitlines()][:2] == ["甲", "质量"]
    table = render("grouped", hostile(), "zh")
    assert table.splitlines()[0].startswith("d/")
    loose = Inspection(((None, Finding(rule(), {"words": "x"}, Location())),), 0)
    assert render("grouped", loose, "zh").splitlines()[0].strip() == "整表"
    whole = Inspection(((None, Finding(rule(), {"words": "x"}, Location(project="甲"))),), 0)
    assert "项目整体" in render("grouped", whole, "zh")


def test_json_and_jsonl_hold_every_finding():
    data = json.loads(render("json", ordinary(), "zh"))
    assert data["targets"] == sum(data["outcomes"].values()) == 3
    lines = [json.loads(line) for line in render("jsonl", ordinary(), "zh").splitlines()]
    assert lines == data["findings"]
    assert {
        "code",
        "name",
        "title",
        "severity",
        "message",
        "message_key",
        "params",
        "location",
        "help",
        "fix",
        "basis",
        "fingerprint",
    } <= lines[0].keys()


def commands(text):
    return re.findall(r"^::(error|warning|notice) (.*?)::(.*)$", text, re.MULTILINE)


def test_github_shows_ten_of_a_level_and_counts_the_rest():
    found = [
        (None, Finding(rule(level, f"XX{number:03}"), {"words": "x"}, Location(file="a.csv", row=number)))
        for level in (Severity.INFO, Severity.ERROR)
        for number in range(1, 13)
    ]
    parsed = commands(render("github", Inspection(tuple(found), 0), "zh"))
    assert [level for level, _, _ in parsed] == ["error"] * 10 + ["notice"] * 10
    assert "还有 3 条" in parsed[9][2]
    assert parsed[0][1] == "file=a.csv,line=1,title=XX001 题目"


def test_github_escapes_what_would_be_a_command():
    (line, _) = render("github", hostile(), "zh").splitlines()
    properties = commands(line)[0][1]
    assert "%2C" in properties
    assert ":" not in properties.replace("%3A", "")


def test_gitlab_fingerprints_are_unique():
    twice = ordinary() + ordinary()
    issues = json.loads(render("gitlab", twice, "zh"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 6
    assert {issue["severity"] for issue in issues} == {"info", "minor", "major"}
    assert all(issue["location"]["lines"]["begin"] >= 1 for issue in issues)


def test_junit_is_xml_that_adds_up():
    root = ET.fromstring(render("junit", ordinary(), "zh"))
    cases = list(root.iter("testcase"))
    assert int(root.get("tests", "")) == len(cases) == 3
    assert int(root.get("failures", "")) == len(list(root.iter("failure"))) == 2
    assert len(list(root.iter("system-out"))) == 1
    empty = ET.fromstring(render("junit", Inspection((), 4), "zh"))
    assert (empty.get("tests"), empty.get("failures")) == ("1", "0")
    ET.fromstring(render("junit", hostile(), "zh"))


def test_junit_is_read_by_a_reader_of_other_people():
    junitparser = pytest.importorskip("junitparser")
    for inspection in (ordinary(), hostile(), Inspection()):
        suites = junitparser.JUnitXml.fromstring(render("junit", inspection, "zh").encode())
        counted = (suites.tests, suites.failures, suites.errors)
        suites.update_statistics()
        assert counted == (suites.tests, suites.failures, suites.errors)


def test_markdown_is_one_table():
    text = render("markdown", hostile(), "en")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 4
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1
    assert "|" not in render("markdown", Inspection(), "zh")


def test_what_is_held_against_another_place_is_told_with_its_own_figures():
    names = ("报名人数", "录取率", "录取人数")
    projects = [
        {"name": name, "indicators": [{"name": part, "target": number} for part, number in zip(names, numbers, strict=True)]}
        for name, numbers in {"甲": ("≥500人", "≥60%", "≥400人"), "乙": ("≥900人", "≥50%", "≥700人")}.items()
    ]
    lines = render("concise", inspect(subject_of({"projects": projects})), "zh").splitlines()
    assert [line.partition("至少为")[2].partition("，")[0] for line in lines if "TB009" in line] == ["300人", "450人"]
