"""What a table may be read from, and how it is refused."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest

import perfrules
from perfrules.errors import NotTextError, TableError
from perfrules.tables.actuals import read_actuals
from perfrules.tables.limits import LIMITS

TABLE = "项目名称,指标名称,指标值\n甲,场次,≥3场\n".encode()


@pytest.mark.parametrize("source", [TABLE, bytearray(TABLE), memoryview(TABLE), io.BytesIO(TABLE)])
def test_bytes_and_file_objects(source: bytes | bytearray | memoryview | io.BytesIO) -> None:
    reading = perfrules.read(source, name="表.csv")
    assert reading.department.projects[0].indicators[0].target.text == "≥3场"
    assert {found.location.file for found in reading.findings} == {"表.csv"}


def test_a_file_and_its_path_say_the_same_name(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(TABLE)
    with path.open("rb") as stream:
        assert perfrules.read(stream) == perfrules.read(path) == perfrules.read(str(path))
    assert perfrules.read(TABLE).findings[0].location.file == "data"


def test_actual_values_from_bytes() -> None:
    actuals, findings = read_actuals("编号,实际完成值\nP01I1,5场\n".encode())
    assert [(item.key, item.value) for item in actuals] == [("P01I1", "5场")]
    assert findings == []


@pytest.mark.parametrize("source", [5, None, ["a"], b"".join, io.StringIO("甲"), object()])
def test_anything_else_is_a_typed_error(source: object) -> None:
    with pytest.raises(NotTextError):
        perfrules.read(source)  # type: ignore[arg-type]


def test_a_path_of_bytes_and_a_name_that_is_none() -> None:
    class Odd:
        def __fspath__(self) -> bytes:
            return b"a"

    with pytest.raises(TypeError):
        perfrules.read(Odd())  # type: ignore[arg-type]
    with pytest.raises(NotTextError):
        perfrules.read(TABLE, name=5)  # type: ignore[arg-type]


def test_more_than_the_limit_is_refused_before_it_is_read() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1, /) -> bytes:
            self.given += size
            return b"a" * size

    few = replace(LIMITS, file_bytes=10 * 2**20)
    endless = Endless()
    with pytest.raises(TableError, match="超过上限"):
        perfrules.read(endless, limits=few)
    assert endless.given == few.file_bytes + 1
    with pytest.raises(TableError, match="超过上限"):
        perfrules.read(b"a" * (few.file_bytes + 1), limits=few)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_without_a_writer_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    with pytest.raises(TableError, match="不是普通文件"):
        perfrules.read(tmp_path / "管道")


def test_a_name_cannot_speak_for_us(tmp_path: Path) -> None:
    with pytest.raises(TableError) as error:
        perfrules.read(tmp_path / "a\n::error::b.csv")
    assert "\n" not in error.value.zh
    assert "\n" not in error.value.en


H = "项目名称,指标名称,指标值,分值\n"


@pytest.mark.parametrize(
    ("rows", "names", "codes"),
    [
        ('甲,"培训,≥5场,10\n乙,宣传",≥3次,20\n丙,会议,≥2次,30\n', ['"培训', '宣传"', "会议"], ["IN056"]),
        ('甲,"培训,≥5场,10\n乙,宣传,≥3次,20\n丙,"会议",≥2次,30\n', ['"培训', "宣传", "会议"], ["IN056"]),
        ('甲,"培训,≥5场,10\n乙,宣传,≥3次,20\n', ['"培训', "宣传"], ["IN013"]),
        ('甲,"培训\n次数",≥5场,10\n乙,宣传,≥3次,20\n', ["培训次数", "宣传"], []),
        ('甲,"a,b,c,d\ne,f,g",≥5场,10\n乙,宣传,≥3次,20\n', ["a,b,c,d e,f,g", "宣传"], []),
        ('甲,培训,"≥5,000场",10\n乙,宣传,≥3次,"20\n"\n', ["培训", "宣传"], []),
        ('甲,培训,≥5场,"1\n0"\n', ["培训"], []),
    ],
)
def test_a_quote_swallows_no_row(rows: str, names: list[str], codes: list[str]) -> None:
    reading = perfrules.read((H + rows).encode())
    assert [item.name for project in reading.department.projects for item in project.indicators] == names
    assert [found.code for found in reading.findings if found.code in ("IN013", "IN056")] == codes
    assert reading.is_partial is bool(codes)
