from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfrules.errors import TableError
from perfrules.report.writing import write_file


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_file(path, b"1")
    path.chmod(0o640)
    write_file(path, b"22")
    assert path.read_bytes() == b"22"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


def test_pieces_that_break_off_leave_what_was_there(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"1"
        raise RuntimeError

    path = tmp_path / "a.csv"
    write_file(path, iter([b"1", b"2"]))
    with pytest.raises(RuntimeError):
        write_file(path, pieces())
    assert path.read_bytes() == b"12"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


def test_nothing_is_left_where_writing_fails(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="无法写入"):
        write_file(tmp_path / "没有" / "a.csv", b"1")
    (tmp_path / "folder").mkdir()
    with pytest.raises(TableError, match="无法写入"):
        write_file(tmp_path / "folder", b"1")
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]
