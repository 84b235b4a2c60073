import json

import pytest

from perfrules.cli import main


def run(capsys, *words: str):
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    told = capsys.readouterr()
    return ended.value.code, told.out, told.err


def test_the_list(capsys):
    code, out, _ = run(capsys, "policies")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["baoshan-2022", "beijing-2016", "hubei-2020", "mof-2020-10", "mof-2021-101", "sichuan-2023", "sichuan-2025", "vendor-80-70-60", "vendor-generic", "vendor-guangxi", "yinchuan-2021"]  # fmt: skip
    assert "[未经核实 9  本程序的约定 " in out
    assert "据第三方摘要 4" in out


def test_one_policy_rule_by_rule(capsys):
    code, out, _ = run(capsys, "policies", "mof-2021-101")
    assert code == 0
    assert (
        "[forward] 正向指标未达到  〔财预〔2021〕101号；未经核实〕\n    方法：低于下限为 0，以上按（完成率－下限）÷（1－下限）\n    下限：0.6\n"
        "    例 指标值 ≥100家，实际 80家，分值 100 → 未达到，得 50（（80%－60%）÷40%）\n" in out
    )
    assert "[about] 约  〔本程序的约定〕\n    上下幅度：0.1\n" in out
    assert "在此基础上修改：mof-2020-10" in out
    assert "在此基础上修改" not in run(capsys, "policies", "mof-2020-10")[1]
    assert "不是广西壮族自治区的规定" in run(capsys, "policies", "vendor-guangxi")[1]


def test_english_and_json(capsys):
    _, out, _ = run(capsys, "policies", "beijing-2016", "--lang", "en")
    assert "pools: output, cost points 50; benefit, satisfaction points 40" in out
    _, out, _ = run(capsys, "policies", "beijing-2016", "--format", "json")
    assert json.loads(out)[0]["execution"]["denominator"] == "initial"


def test_two_policies_compared(capsys):
    code, out, _ = run(capsys, "policies", "--diff", "mof-2020-10", "hubei-2020")
    assert code == 0
    assert out.startswith("mof-2020-10 → hubei-2020\n")
    assert "[weights] 分值 预算执行：10 → 20\n" in out
    assert "[missing] 缺少一类指标 做法：其余各类按比例补足 → 报告错误，分数待定\n" in out
    assert "未设" in run(capsys, "policies", "--diff", "mof-2020-10", "beijing-2016")[1]


TABLE = """部门名称：部门

单位：万元

项目名称（资金使用单位）\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标
部门\t5.00\t5.00\t\t\t\t
甲\t5.00\t5.00\t\t\t目标。\t1、产出指标：企业数，年度指标值：≥10家。2、效益指标：产值增长，年度指标值：≥10家。3、满意度指标：满意度，年度指标值：≥10家。
"""


def test_what_changes_in_a_table(capsys, tmp_path):
    table = tmp_path / "部门.txt"
    table.write_text(TABLE, "utf-8")
    sheet = tmp_path / "实绩.csv"
    sheet.write_text("编号,实际完成值,全年预算数,全年执行数\nP01I1,7家,,\nP01I2,10家,,\nP01I3,10家,,\nP01X,,100,100\n", "utf-8-sig")
    both = ("policies", "--diff", "mof-2020-10", "mof-2021-101", str(table))
    code, out, err = run(capsys, *both, "--actuals", str(sheet))
    assert code == 0, err
    assert "P01I1  35/50" in out
    assert "→ 12.5/50  企业数" in out
    assert "等级 良 → 待定  甲" in out
    told = json.loads(run(capsys, *both, "--actuals", str(sheet), "--format", "json")[1])
    assert (told["one"], told["other"]) == ("mof-2020-10", "mof-2021-101")
    assert [item["key"] for item in told["scores"]] == ["P01X", "P01I1", "P01", ""]
    assert "scores" not in json.loads(run(capsys, "policies", "--diff", "mof-2020-10", "hubei-2020", "--format", "json")[1])
    alone = tmp_path / "自定.toml"
    alone.write_text(
        'extends = "mof-2020-10"\nid = "自定"\ntitle = "自定"\njurisdiction = "x"\nyear = 2025\n[rollup]\nmethod = "mean"\n', "utf-8"
    )
    assert "没有变化" in run(capsys, "policies", "--diff", "mof-2020-10", str(alone), str(table), "--actuals", str(sheet))[1]
    assert "没有变化" in run(capsys, "policies", "--diff", "vendor-generic", "vendor-generic", str(table))[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nope",), "没有名为“nope”的评分办法"),
        (("--diff", "mof-2020-10"), "--diff 需要两个评分办法"),
        (("--diff", "a", "b", "c", "d"), "--diff 需要两个评分办法"),
        (("--diff", "mof-2020-10", "hubei-2020", "--actuals", "x.csv"), "--diff 需要两个评分办法"),
        (("--actuals", "x.csv"), "--actuals 与 --diff"),
        (("test",), "test 需要评分办法"),
        (("test", "nope"), "没有名为“nope”的评分办法"),
        (("test", "mof-2020-10", "没有.csv"), "没有.csv"),
        (("new",), "new 需要一个新的编号"),
        (("new", "a", "b"), "new 需要一个新的编号"),
        (("new", "mof-2020-10"), "不能与已有的同名"),
        (("new", "own", "--extends", "nope"), "没有名为“nope”的评分办法"),
        (("--extends", "mof-2020-10"), "--extends 与 new"),
        (("--diff", "mof-2020-10", "hubei-2020", "没有.xlsx"), "没有.xlsx"),
    ],
)
def test_misuse_is_one_sentence(capsys, words, says):
    code, _, err = run(capsys, "policies", *words)
    assert code == 2
    assert says in err


def test_a_new_policy_is_written_changed_and_tested(capsys, tmp_path):
    file = tmp_path / "our-city.toml"
    code, _, err = run(capsys, "policies", "new", "our-city", "--extends", "hubei-2020", "-o", str(file))
    assert (code, "our-city.toml" in err) == (0, True)
    code, out, _ = run(capsys, "policies", "test", str(file))
    assert code == 0
    assert "未通过 0" in out
    sheet = tmp_path / "our-city.csv"
    sheet.write_text("指标值,实际完成值,分值,得分\n≥10家,9家,10,8\n", "utf-8-sig")
    code, out, _ = run(capsys, "policies", "test", str(file))
    assert code == 1
    assert "未通过  forward" in out
    assert "得应为 8，实为 9" in out
    code, out, _ = run(capsys, "policies", "test", str(file), "--format", "json")
    assert (code, json.loads(out)[-1]["found"]) == (1, {"points": "9"})
    assert run(capsys, "policies", str(file))[1].startswith("our-city  ")
    assert 'extends = "hubei-2020"' in run(capsys, "policies", "new", "b", "--extends", "hubei-2020")[1]


def test_a_policy_without_cases_says_where_to_write_them(capsys, tmp_path):
    whole = tmp_path / "own.toml"
    text = json.loads(run(capsys, "policies", "mof-2020-10", "--format", "json")[1])[0]
    lines = [f"{key} = {json.dumps(value)}" for key, value in text.items() if isinstance(value, (str, int))]
    lines += [f"{key} = {inline(value)}" for key, value in text.items() if isinstance(value, dict)]
    whole.write_text("\n".join(lines), "utf-8")
    code, _, err = run(capsys, "policies", "test", str(whole))
    assert code == 2
    assert "没有例" in err


def inline(value) -> str:
    """JSON as an inline table of TOML, numbers in text as numbers."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {inline(part)}" for key, part in value.items() if part is not None) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return json.dumps(value)
