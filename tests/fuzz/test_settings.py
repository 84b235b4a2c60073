"""Settings, policies, vocabularies and baselines of any form: what they ask for, or an error of perfrules' own."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import PerfrulesError, Vocabulary
from perfrules.lint import baseline
from perfrules.lint.settings import find
from perfrules.scoring.policies import load

POLICY = 'extends = "mof-2020-10"\nid = "own"\ntitle = "自定"\njurisdiction = "x"\nyear = 2025\n'
KEYS = (
    "select", "ignore", "fail-on", "suppress", "columns", "options", "extends", "id", "title", "year", "units", "counting", "operators",
    "rounding", "forward", "reverse", "over", "weights", "several", "grades", "sources", "version", "findings", "count", "甲", "", "a b",
)  # fmt: skip
values = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8).filter(lambda text: text.isprintable()),
        st.sampled_from(["IN", "mean", "ratio", "≥", "米", "0.5", "2023-01-01"]),
    ),
    lambda inside: st.one_of(st.lists(inside, max_size=3), st.dictionaries(st.sampled_from(KEYS), inside, max_size=3)),
    max_leaves=8,
)
tables = st.dictionaries(st.sampled_from(KEYS), values, max_size=4)


def written(table: dict[str, Any]) -> str:
    """A table as TOML, as far as TOML has its values."""
    return "\n".join(f"{json.dumps(key, ensure_ascii=False)} = {_value(value)}" for key, value in table.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


texts = st.one_of(st.text(max_size=80), tables.map(written))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settings")


def bear(read: Any, path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        read(path)
    except PerfrulesError as error:
        str(error).encode()
        error.en.encode()


@given(text=texts)
def test_settings(folder: Path, text: str):
    bear(lambda path: find(path.parent), folder / "perfrules.toml", text)


@given(text=texts)
def test_settings_of_a_project(folder: Path, text: str):
    inner = folder / "project"
    inner.mkdir(exist_ok=True)
    bear(lambda path: find(path.parent), inner / "pyproject.toml", f"[tool.perfrules]\n{text}")


@given(text=texts, based=st.booleans())
def test_policies(folder: Path, text: str, based: bool):
    bear(load, folder / "own.toml", f"{POLICY}{text}" if based else text)


@given(text=texts)
def test_vocabularies(folder: Path, text: str):
    bear(Vocabulary.read, folder / "words.toml", text)


@given(text=st.one_of(texts, tables.map(lambda table: json.dumps(table, ensure_ascii=False))))
def test_baselines(folder: Path, text: str):
    bear(baseline.load, folder / "baseline.json", text)
