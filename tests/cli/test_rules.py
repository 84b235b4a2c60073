"""``perfrules rules``: the list and the manual pages."""

import json

import pytest

from perfrules.cli import main
from perfrules.lint import all_rules


@pytest.fixture
def run(capsys):
    def call(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as done:
            main(["rules", *args])
        out, err = capsys.readouterr()
        return int(str(done.value.code)), out, err

    return call


def test_the_list_has_a_line_a_rule_in_the_order_of_use(run):
    code, out, _ = run()
    assert code == 0
    codes = [line.split()[0] for line in out.splitlines() if line.startswith("  ")]
    assert sorted(codes) == sorted(all_rules())
    assert next(line for line in out.splitlines() if line and not line.startswith(" ")) == "写指标值"
    assert codes.index("OP001") < codes.index("NM001") < codes.index("YR001") < codes.index("AC001") < codes.index("IN001")


def test_a_code_and_a_name_print_the_same_page(run):
    page = run("OP001")[1]
    assert page == run("bare-number")[1]
    for words in ("数值没有比较词", "为什么", "怎么改", "会被指出", "15家", "名称：新闻稿件；指标值：30"):
        assert words in page
    assert "A number without an operator" in run("OP001", "--lang", "en")[1]


def test_json_is_one_list(run):
    (rule,) = json.loads(run("VG001", "--format", "json")[1])
    assert (rule["code"], rule["name"], rule["severity"]) == ("VG001", "vague-level", "warning")
    assert len(json.loads(run("--format", "json")[1])) == len(all_rules())


def test_an_unknown_rule_exits_2(run):
    code, _, err = run("OP0O1")
    assert code == 2
    assert "OP001" in err


@pytest.mark.parametrize("code", list(all_rules()))
def test_every_rule_has_its_page_in_both_languages(run, code):
    assert code in run(code)[1]
    assert code in run(code, "--lang", "en")[1]
