"""A disk that is full, or read-only: every verb that writes says so in one sentence, and everything on it stays as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.test_killing import LINES, filled

from perfrules.cli import main

pytestmark = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can mount a disk of a few pages")


def mount(*options: str) -> None:
    subprocess.run(["mount", *options], check=True, capture_output=True)


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("disk")
    try:
        mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder))
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no disk can be mounted: {error}")
    filled(folder / "full")
    yield folder / "full"
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def spent(folder: Path) -> None:
    with (folder / "rest").open("wb", buffering=0) as stream:
        try:
            while stream.write(b"x" * 512):
                pass
        except OSError:
            return


def frozen(folder: Path) -> None:
    mount("-o", "remount,ro", str(folder.parent))


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(("way", "why"), [(spent, "磁盘空间不足"), (frozen, "所在的磁盘只读")])
def test_everything_stays(way: Callable[[Path], None], why: str, line: str, disk: Path, monkeypatch: pytest.MonkeyPatch):
    mount("-o", "remount,rw", str(disk.parent))
    (disk / "rest").unlink(missing_ok=True)
    monkeypatch.chdir(disk)
    way(disk)
    before = {path.name: path.read_bytes() for path in disk.iterdir()}
    ended = CliRunner().invoke(main, line.split())
    assert (ended.exit_code, why in ended.stderr.split("\n")[-2]) == (2, True), ended.stderr
    assert {path.name: path.read_bytes() for path in disk.iterdir()} == before
