from pathlib import Path

import pytest

from perfrules import resources
from perfrules.resources import case_text, grammar_text


def test_the_source_tree_has_both_folders():
    root = Path(__file__).parents[1]
    assert grammar_text("target.lark") == (root / "grammars" / "target.lark").read_text("utf-8")
    assert case_text("wording.toml") == (root / "tests" / "cases" / "wording.toml").read_text("utf-8")


def test_an_incomplete_installation_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    monkeypatch.setattr(resources, "_source_tree", lambda: tmp_path)
    resources._folder.cache_clear()
    try:
        with pytest.raises(FileNotFoundError, match="perfrules/grammars"):
            grammar_text("target.lark")
    finally:
        resources._folder.cache_clear()


def test_the_installed_folder_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "testing" / "cases").mkdir(parents=True)
    (tmp_path / "testing" / "cases" / "wording.toml").write_text("x = 1", "utf-8")
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    resources._folder.cache_clear()
    try:
        assert case_text("wording.toml") == "x = 1"
    finally:
        resources._folder.cache_clear()
