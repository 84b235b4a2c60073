"""Settings from perfrules.toml and pyproject.toml."""

from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from perfrules.errors import SettingsError
from perfrules.lint.settings import Settings, find


def write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


def test_without_a_file_there_are_the_defaults(tmp_path):
    settings, source = find(tmp_path)
    assert settings == Settings()
    assert source is None or tmp_path not in source.parents


def test_the_nearest_file_counts(tmp_path):
    write(tmp_path, "pyproject.toml", '[tool.perfrules]\nignore = ["IN"]\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    settings, source = find(inner)
    assert settings.ignore == ["IN"]
    assert source == tmp_path / "pyproject.toml"
    write(tmp_path, "perfrules.toml", 'fail-on = "warning"\n')
    assert find(inner)[0].fail_on == "warning"
    write(inner, "pyproject.toml", "[project]\nname = 'x'\n")
    assert find(inner)[1] == tmp_path / "perfrules.toml"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('ignor = ["IN"]', "是否为“ignore”"),
        ("zzz = 1", "没有设置项“zzz”。"),
        ('fail-on = "never"', "fail-on"),
        ('[[suppress]]\nrules = ["OP001"]\nreason = ""', "reason"),
        ('[[suppress]]\nrules = ["OP001"]\nreason = "x"\nindicater = "y"', "indicator"),
        ('fail-on = "never"', "应为 'error'、'warning'、'info'"),
        ('[[suppress]]\nrules = ["OP001"]', "必须填写"),
        ('[[suppress]]\nrules = ["OP001"]\nreasn = "x"', "是否为“reason”"),
        ('[[suppress]]\nrules = []\nreason = "x"', "不能为空"),
        ('[[suppress]]\nrules = ["OP001"]\nreason = "x"\nuntil = "soon"', "应为日期"),
        ('select = "OP"', "应为列表"),
        ("[options]\nmax-indicators = [1]", "options"),
        ("[options]\nmax-indicator = 3", "是否为“max-indicators”"),
        ("[options]\nzzz = 3", "没有规则选项“zzz”。"),
        ('[options]\nmax-indicators = "x"', "应为整数"),
        ("[options]\npolicy = 3", "应为文字"),
        ("select = ", "无法读取"),
    ],
)
def test_a_wrong_setting_says_what_is_wrong(tmp_path, text, told):
    write(tmp_path, "perfrules.toml", text)
    with pytest.raises(SettingsError) as caught:
        find(tmp_path)
    assert told in str(caught.value)


def test_a_file_that_cannot_be_opened_says_which_and_why(tmp_path, monkeypatch):
    write(tmp_path, "perfrules.toml", 'ignore = ["IN"]\n')

    def refused(path: Path) -> NoReturn:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("perfrules.documents.file_text", refused)
    with pytest.raises(SettingsError) as caught:
        find(tmp_path)
    assert f"无法读取设置文件“{tmp_path / 'perfrules.toml'}”" in str(caught.value)
    assert "没有权限" in str(caught.value)


def test_settings_of_a_project_that_are_no_table_are_not_passed_over(tmp_path):
    write(tmp_path, "perfrules.toml", 'ignore = ["IN"]\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    write(inner, "pyproject.toml", "tool = 5\n")
    assert find(inner)[1] == tmp_path / "perfrules.toml"
    write(inner, "pyproject.toml", "[tool]\nperfrules = 5\n")
    with pytest.raises(SettingsError, match=r"tool\.perfrules 应为表"):
        find(inner)


def test_a_suppression_of_the_settings_knows_its_rule_and_its_file(tmp_path):
    write(tmp_path, "perfrules.toml", '[[suppress]]\nrules = ["VG001"]\nreason = "原文如此"\nuntil = 2030-01-31\n')
    (item,) = find(tmp_path)[0].suppress
    value = item.value("perfrules.toml")
    assert value.rules == ("VG001",)
    assert value.until == date(2030, 1, 31)
    assert value.place.file == "perfrules.toml"
    write(tmp_path, "perfrules.toml", '[[suppress]]\nrules = ["VG0O1"]\nreason = "原文如此"\n')
    with pytest.raises(SettingsError, match="VG001"):
        find(tmp_path)[0].suppress[0].value("perfrules.toml")
