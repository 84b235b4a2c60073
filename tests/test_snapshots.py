"""What is worked out ahead is never used when its sources have changed."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from perfrules import snapshots
from perfrules.snapshots import digest, snapshot


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A snapshot ``probe`` of a folder with one file, in a source tree."""
    (tmp_path / "grammars").mkdir()
    (tmp_path / "grammars" / "target.lark").write_text("a")
    module = ModuleType("perfrules.generated.probe")
    module.SOURCES = ("grammars",)  # type: ignore[attr-defined]
    module.DIGEST = digest(("grammars",), str(tmp_path))  # type: ignore[attr-defined]
    monkeypatch.setattr(snapshots, "_TREE", str(tmp_path))
    monkeypatch.setattr(snapshots, "digest", lambda sources: digest(sources, str(tmp_path)))
    monkeypatch.setitem(sys.modules, "perfrules.generated", ModuleType("perfrules.generated"))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    snapshot.cache_clear()
    return module


def test_a_snapshot_of_what_stands_there_is_used(made: ModuleType):
    assert snapshot("probe") is made
    snapshot.cache_clear()


@pytest.mark.parametrize(("name", "text"), [("target.lark", "b"), ("more.lark", "a")])
def test_a_snapshot_of_what_has_changed_is_not(made: ModuleType, tmp_path: Path, name: str, text: str):
    (tmp_path / "grammars" / name).write_text(text)
    assert snapshot("probe") is None
    snapshot.cache_clear()


def test_an_installed_package_trusts_what_it_was_built_with(made: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(snapshots, "_TREE", str(tmp_path / "elsewhere"))
    assert snapshot("probe") is made
    snapshot.cache_clear()


def test_a_folder_inside_a_folder_counts_for_itself_only(tmp_path: Path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "one").write_text("1")
    before = digest(("a",), str(tmp_path))
    (tmp_path / "a" / "b" / "two").write_text("2")
    assert digest(("a",), str(tmp_path)) == before != digest(("a", "a/one"), str(tmp_path))
