"""TOML and JSON of strangers: whatever is in them, a value or a typed error, and one reader for all."""

import math
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.documents import MAX_DEPTH, MAX_DIGITS, file_text, read_json, read_toml
from perfrules.errors import DocumentError, PerfrulesError, PolicyError, SettingsError, VocabularyError
from perfrules.lint import baseline, configuration
from perfrules.scoring.policies import load
from perfrules.wording import Vocabulary

MONSTERS = {
    "nested arrays": "a = " + "[" * 3000 + "]" * 3000,
    "nested tables": "a = " + "{a=" * 3000 + "1" + "}" * 3000,
    "a key of 3,000 parts": ".".join("a" * 3000) + " = 1",
    "a heading of 3,000 parts": "[" + ".".join("a" * 3000) + "]",
    "5,000 digits": "a = " + "9" * 5000,
    "4,000 digits": "a = " + "9" * 4000,
    "a hexadecimal of 5,000 digits": "a = 0x" + "f" * 5000,
    "5,000 decimals": "a = 0." + "9" * 5000,
    "a monstrous exponent": "a = 1e400",
    "an exponent that no decimal has": "a = 1e99999999999999999999",
    "infinity": "a = inf",
    "an open bracket": "a = " + "[" * 3000,
    "no TOML": "a = ",
    "larger than any": "#" * 1_000_001,
}
JSON_MONSTERS = {
    "nested arrays": "[" * 5000 + "]" * 5000,
    "nested objects": '{"a":' * 5000 + "1" + "}" * 5000,
    "5,000 digits": '{"version": ' + "9" * 5000 + "}",
    "a monstrous exponent": '{"version": 1, "findings": {"a": {"count": 1e400}}}',
    "NaN": '{"version": NaN}',
    "Infinity": '{"version": -Infinity}',
    "no JSON": "{",
}


def policy(path: Path) -> object:
    return load(path)


def settings(path: Path) -> object:
    return configuration.nearest(path.parent)


READERS = [
    (policy, "own.toml", PolicyError),
    (Vocabulary.read, "words.toml", VocabularyError),
    (settings, "perfrules.toml", SettingsError),
    (settings, "pyproject.toml", SettingsError),
]


@pytest.mark.parametrize("text", MONSTERS.values(), ids=MONSTERS.keys())
@pytest.mark.parametrize(("reader", "name", "kind"), READERS, ids=[reader[1] for reader in READERS])
def test_every_file_of_ours_refuses_a_monster_with_its_own_error(reader, name, kind, text, tmp_path):
    file = tmp_path / name
    file.write_text(text, "utf-8")
    with pytest.raises(kind) as caught:
        reader(file)
    assert name in caught.value.zh
    assert name in caught.value.en


@pytest.mark.parametrize("text", JSON_MONSTERS.values(), ids=JSON_MONSTERS.keys())
def test_a_baseline_refuses_a_monster(text, tmp_path):
    file = tmp_path / "baseline.json"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"baseline\.json"):
        baseline.load(file)


def test_brackets_in_strings_and_comments_are_no_nesting():
    deep = "[" * 100
    assert read_toml(f'a = \'{deep}\' # {deep}\nb = "{deep}\\""\nc = \'\'\'\n{deep}\'\'\'\nd = """{deep}"""') == {
        "a": deep,
        "b": deep + '"',
        "c": deep,
        "d": deep,
    }
    assert read_json(f'["{deep}\\"{deep}"]') == [f'{deep}"{deep}']


def test_the_limits_are_exact():
    assert read_json("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    with pytest.raises(DocumentError, match="嵌套超过 32 层"):
        read_json("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert read_toml("a = " + "9" * MAX_DIGITS) == {"a": 10**MAX_DIGITS - 1}
    with pytest.raises(DocumentError, match="数值超过 40 位"):
        read_toml("a = 1" + "0" * MAX_DIGITS)
    assert read_toml("a = 1.5", exact=True) == {"a": Decimal("1.5")}
    assert read_toml("a = 1.5") == {"a": 1.5}


@given(st.text(alphabet="[]{}\"'#\\\n=.,ab19e-: "))
def test_any_text_is_a_value_or_a_typed_error(text):
    for read in (read_toml, read_json):
        try:
            value = read(text)
        except PerfrulesError:
            continue
        assert not isinstance(value, float) or math.isfinite(value)


def test_a_file_that_is_none(tmp_path):
    with pytest.raises(DocumentError, match="普通文件"):
        file_text(tmp_path)
    with pytest.raises(FileNotFoundError):
        file_text(tmp_path / "none")
    bad = tmp_path / "bad.toml"
    bad.write_bytes("标题".encode("gb18030"))
    with pytest.raises(DocumentError, match="UTF-8"):
        file_text(bad)


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", '{"a": -Infinity}'])
def test_what_is_no_number_is_no_json(text: str):
    with pytest.raises(DocumentError, match="不是数值"):
        read_json(text)


def test_a_name_that_no_file_can_have_is_refused_like_any_other():
    for read in (load, Vocabulary.read, baseline.load):
        with pytest.raises(PerfrulesError, match="路径无效"):
            read(Path("a\0b.toml"))
