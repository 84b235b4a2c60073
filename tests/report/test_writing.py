from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfrules.errors import TableError
from perfrules.report import writing
from perfrules.report.writing import replacing, write_file


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_file(path, b"1")
    path.chmod(0o640)
    write_file(path, b"22")
    assert path.read_bytes() == b"22"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.csv"]


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write_file(tmp_path / "a.csv", b"1")
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_pieces_that_break_off_leave_what_was_there(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"1"
        raise KeyboardInterrupt

    path = tmp_path / "a.csv"
    write_file(path, iter([b"1", b"2"]))
    with pytest.raises(KeyboardInterrupt):
        write_file(path, pieces())
    assert path.read_bytes() == b"12"
    assert names(tmp_path) == ["a.csv"]


def test_nothing_is_left_where_writing_fails(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path, why in ((tmp_path / "没有" / "a.csv", "没有文件夹"), (tmp_path / "folder", "文件夹"), (tmp_path / "a\0b", "路径无效")):
        with pytest.raises(TableError, match=f"无法写入.*{why}"):
            write_file(path, b"1")
    assert names(tmp_path) == ["folder"]


@pytest.mark.parametrize("step", ["os.fsync", "Path.replace"])
def test_a_full_disk_leaves_the_old_file(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"perfrules.report.writing.{step}", full)
    with pytest.raises(TableError, match="磁盘空间不足。原有文件没有改动"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    write_file(tmp_path / "a.csv", b"1")
    assert (tmp_path / "a.csv").read_bytes() == b"1"


def test_file_and_folder_reach_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(stat.S_ISDIR(os.fstat(handle).st_mode)))
    write_file(tmp_path / "a.csv", b"1")
    assert synced == [False, True]


def test_where_folders_cannot_be_opened_and_processes_not_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stray = tmp_path / f".perfrules-{writing._host()}-{2**22}-{'0' * 16}.tmp"
    stray.touch()
    target = tmp_path / "a.csv"
    monkeypatch.setattr("perfrules.report.writing.os.name", "nt")
    assert writing._runs(2**22)
    writing._settle(tmp_path)
    monkeypatch.undo()
    write_file(target, b"1")
    assert names(tmp_path) == ["a.csv"]


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    for number, why in ((13, "没有权限"), (30, "所在的磁盘只读"), (26, "文件正被占用")):

        def refused(*_: object, number: int = number) -> int:
            raise OSError(number, "")

        with monkeypatch.context() as patched:
            patched.setattr(os, "open", refused)
            with pytest.raises(TableError, match=f"{why}。原有文件没有改动；请排除后再写，或写到别处"):
                write_file(path, b"new")
        assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real, link, other = tmp_path / "there" / "a.csv", tmp_path / "link.csv", tmp_path / "other.csv"
    real.write_bytes(b"old")
    link.symlink_to(real)
    other.symlink_to(link)
    write_file(other, b"new")
    assert (real.read_bytes(), link.is_symlink(), other.is_symlink()) == (b"new", True, True)
    dangling = tmp_path / "dangling.csv"
    dangling.symlink_to("there/b.csv")
    write_file(dangling, b"b")
    assert (tmp_path / "there" / "b.csv").read_bytes() == b"b"
    assert names(tmp_path / "there") == ["a.csv", "b.csv"]


def test_a_device_or_a_pipe_is_written_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, [b"1", b"2"])
    reader.join()
    write_file("/dev/null", b"1")
    assert heard == [b"12"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    with pytest.raises(TableError, match="磁盘空间不足"):
        write_file("/dev/full", b"1")


def test_a_pipe_that_nobody_reads_is_not_waited_for_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(writing, "_PATIENCE", 0.1)
    with pytest.raises(TableError, match="没有程序在读这个管道"):
        write_file(tmp_path / "pipe", b"1")


@pytest.mark.processes
def test_what_a_killed_run_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    script = (
        "import sys, time\nfrom perfrules.report.writing import write_file\n"
        "def pieces():\n    yield b'half'\n    print('now', flush=True)\n    time.sleep(60)\n    yield b'more'\n"
        "write_file(sys.argv[1], pieces())\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        write_file(path, b"first")
        assert len(names(tmp_path)) == 2  # the other run is still at it
        child.send_signal(signal.SIGKILL)
    others = [".perfrules-notes", f".perfrules-{writing._host()}-1-{'0' * 16}.tmp", f".perfrules-00000000-99999999999-{'0' * 16}.tmp"]
    for name in others:
        (tmp_path / name).touch()
    write_file(path, b"second")
    assert names(tmp_path) == sorted([*others, "a.csv"])
    os.utime(tmp_path / others[2], (0, 0))
    write_file(path, b"third")
    assert names(tmp_path) == sorted([*others[:2], "a.csv"])


def test_numbers_that_are_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not writing._runs(10**30)
    assert writing._runs(os.getpid())

    def forbidden(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "kill", forbidden)
    assert writing._runs(1)


def test_two_runs_on_one_file_leave_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    contents = [bytes([65 + index]) * 300_000 for index in range(6)]
    runs = [threading.Thread(target=write_file, args=(path, [data[:150_000], data[150_000:]])) for data in contents]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert path.read_bytes() in contents
    assert names(tmp_path) == ["a.csv"]


def test_a_file_that_another_program_writes_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / "a.csv").chmod(0o640)
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    with replacing(tmp_path / "link.csv") as new:
        assert new.suffix == ".csv"
        new.write_bytes(b"new")
        assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "a.csv").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.csv", "link.csv"]


def test_a_file_that_another_program_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")

    def broken() -> None:
        with replacing(tmp_path / "a.csv") as new:
            new.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken()
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


def test_a_file_that_another_program_did_not_write_is_told(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"无法写入.*找不到这个文件"), replacing(tmp_path / "a.csv"):
        pass
    assert names(tmp_path) == []


def test_a_folder_without_the_right_to_write_is_told_before_another_program_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "touch", refused)
    with pytest.raises(TableError, match=r"无法写入“.*a\.csv”：没有.*权限"), replacing(tmp_path / "a.csv"):
        pytest.fail("the work has begun")


def test_no_other_program_writes_a_device(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="不是普通文件"), replacing(os.devnull):
        pass
    with pytest.raises(TableError, match="没有文件夹"), replacing(tmp_path / "no" / "a.csv"):
        pass


def test_what_a_killed_run_left_of_another_program_is_swept(tmp_path: Path) -> None:
    stray = tmp_path / f".perfrules-{writing._host()}-{2**22 + 1}-{'0' * 16}.tmp.csv"
    stray.touch()
    stray.with_name(f"{stray.name}.part").touch()
    (tmp_path / f"{stray.name}.spilt_2" / "inside").mkdir(parents=True)
    write_file(tmp_path / "a", b"1")
    assert names(tmp_path) == ["a"]
