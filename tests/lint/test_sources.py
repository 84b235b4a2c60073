"""Files, folders and patterns."""

import pytest

from perfrules.errors import SettingsError
from perfrules.lint.sources import expand


@pytest.fixture
def folder(tmp_path):
    for name in ("b.csv", "a.xlsx", "notes.txt", "~$a.xlsx", "x[1].csv", "sub/c.CSV", ".git/d.csv", "sub/.e.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def names(paths, folder):
    return [path.relative_to(folder).as_posix() for path in paths]


def test_a_folder_means_its_tables(folder):
    assert names(expand([str(folder)]), folder) == ["a.xlsx", "b.csv", "sub/c.CSV", "x[1].csv"]


def test_a_file_is_itself_even_with_brackets_and_even_if_missing(folder):
    assert names(expand([str(folder / "x[1].csv"), str(folder / "notes.txt")]), folder) == ["x[1].csv", "notes.txt"]
    assert names(expand([str(folder / "none.csv")]), folder) == ["none.csv"]


def test_a_pattern_means_files_each_once(folder):
    assert names(expand([str(folder / "**" / "*.csv"), str(folder / "b.csv")]), folder) == ["b.csv", "x[1].csv"]


@pytest.mark.parametrize("word", ["*.pdf", "empty"])
def test_a_word_that_means_nothing_is_an_error(folder, word):
    (folder / "empty").mkdir()
    with pytest.raises(SettingsError, match="没有对应的文件"):
        expand([str(folder / word)])
