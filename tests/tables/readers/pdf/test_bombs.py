"""PDF files that would unpack, or draw, without end: refused for little, whatever their filters and forms."""

from __future__ import annotations

import base64
import binascii
import subprocess
import sys
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import perfrules
from perfrules.errors import TableError
from perfrules.tables.limits import LIMITS
from perfrules.tables.readers.pdf.streams import check_streams, filters_before

FEW = replace(LIMITS, stream_bytes=2**20, expanded_bytes=3 * 2**20)
MEGABYTES = b"0 " * 2**20


def stream(data: bytes, filters: str) -> bytes:
    return f"4 0 obj <</Filter {filters} /Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream endobj\n"


def pdf(contents: bytes, resources: str = "", objects: Sequence[bytes] = (), filters: str = "[]") -> bytes:
    parts = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Resources <<{resources}>> /Contents 4 0 R>>".encode(),
        f"<</Length {len(contents)} /Filter {filters}>>\nstream\n".encode() + contents + b"\nendstream",
        *objects,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    table = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{at:010} 00000 n \n".encode() for at in places)
    return out + table + f"trailer <</Root 1 0 R /Size {len(parts) + 1}>>\nstartxref\n{len(out)}\n%%EOF".encode()


def runs(size: int) -> bytes:
    return bytes([129]) + b"0" + bytes([129, 48]) * (size // 128)


@pytest.mark.parametrize(
    ("data", "filters"),
    [
        (zlib.compress(MEGABYTES), "/FlateDecode"),
        (zlib.compress(MEGABYTES), "/Fl#61teDecode"),
        (zlib.compress(MEGABYTES), "[/Fl]"),
        (zlib.compress(zlib.compress(MEGABYTES)), "[/FlateDecode /FlateDecode]"),
        (zlib.compress(zlib.compress(MEGABYTES)), "9 0 R"),
        (zlib.compress(zlib.compress(MEGABYTES)), "[9 0 R /FlateDecode]"),
        (binascii.hexlify(zlib.compress(MEGABYTES)) + b">", "[/ASCIIHexDecode /FlateDecode]"),
        (base64.a85encode(zlib.compress(MEGABYTES)) + b"~>", "[/A85 /Fl]"),
        (runs(2**21), "/RunLengthDecode"),
        (zlib.compress(runs(2**21)), "[/FlateDecode /RL]"),
        (zlib.compress(b"0"), "[" + "/FlateDecode " * 5 + "]"),
    ],
)
def test_every_layer_is_counted(data: bytes, filters: str) -> None:
    with pytest.raises(TableError, match="超过上限"):
        check_streams(stream(data, filters), FEW)


def test_streams_together_and_what_is_no_bomb() -> None:
    half = stream(zlib.compress(b"0" * (2**19)), "/FlateDecode")
    check_streams(half * 6, FEW)
    with pytest.raises(TableError, match="超过上限"):
        check_streams(half * 7, FEW)
    for torn in (b"x\x9cnothing", zlib.compress(MEGABYTES[:1000])[:20]):
        check_streams(stream(torn, "/FlateDecode"), FEW)
    for filters in ("/ASCIIHexDecode", "/ASCII85Decode", "/LZWDecode", "/DCTDecode", "/RunLengthDecode"):
        check_streams(stream(b"zz@@\xff", filters), FEW)
        check_streams(stream(b"uuuuu", filters), FEW)
    check_streams(b"1 0 obj <<>>\nstream\nabc", FEW)
    check_streams(stream(bytes([2]) + b"abc" + bytes([128]) + b"rest", "/RunLengthDecode"), FEW)
    assert filters_before(b"nothing", 7) == []


def test_a_dictionary_of_lzw_strings_grows() -> None:
    """800 B0 B0 … as 9-bit codes: each string is one longer than the last."""
    codes = [256, 48, *range(258, 500)]
    bits = "".join(f"{code:09b}" for code in codes)
    data = bytes(int(bits[at : at + 8].ljust(8, "0"), 2) for at in range(0, len(bits), 8))
    with pytest.raises(TableError, match="超过上限"):
        check_streams(stream(data, "/LZWDecode"), replace(FEW, stream_bytes=20_000))


def nested(levels: int, times: int) -> list[bytes]:
    """Forms that each draw the next one several times."""
    out = []
    for level in range(levels):
        draws = (f"/X{level + 1} Do\n" * times).encode()
        form = f"<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length {len(draws)} /Resources <</XObject <</X{level + 1} {level + 6} 0 R>>>>>>"
        out.append(form.encode() + b"\nstream\n" + draws + b"\nendstream")
    return [*out, b"<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 4>>\nstream\n0 0 m 9 9 l S\nendstream"]


@pytest.mark.parametrize(
    "data",
    [
        pdf(b"/X0 Do", "/XObject <</X0 5 0 R>>", nested(9, 10)),
        pdf(b"/X0 Do", "/XObject <</X0 5 0 R>>", nested(14, 1)),
        pdf(b"(" + b"a" * 300_000 + b") Tj"),
        pdf(zlib.compress(b"0 0 m " * 400_000), filters="/FlateDecode"),
    ],
)
def test_a_page_that_would_cost_too_much_is_not_drawn(data: bytes) -> None:
    from perfrules.tables.reading import document_of

    found = document_of(data, "a.pdf")
    assert [item.code for item in found.findings] == ["IN021"]
    assert found.grids[0].rows == ()


def test_forms_that_are_missing_or_no_forms_cost_nothing() -> None:
    from perfrules.tables.reading import document_of

    image = b"<</Type /XObject /Subtype /Image /Width 1 /Height 1 /Length 1>>\nstream\n0\nendstream"
    for resources in ("/XObject <</X0 5 0 R /X1 7>>", "/XObject 5", ""):
        try:
            codes = [item.code for item in document_of(pdf(b"/X0 Do /X9 Do", resources, [image]), "a.pdf").findings]
        except TableError as error:
            codes = [] if "扫描件" in error.zh else ["refused"]
        assert codes == []
    drawn = pdf(b"/X0 Do /X0 Do", "/XObject <</X0 5 0 R>>", nested(0, 0))
    assert document_of(drawn, "a.pdf").findings == ()


def test_too_many_pages_are_counted_before_they_are_made() -> None:
    data = pdf(b"").replace(b"/Kids [3 0 R]", b"/Kids [" + b" ".join([b"3 0 R"] * 3) + b"]")
    with pytest.raises(TableError, match="页数"):
        perfrules.read(data, name="a.pdf", limits=replace(LIMITS, pages=0))


CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({most}, {most}))
import perfrules
from perfrules.errors import TableError
try:
    perfrules.read(sys.argv[1])
except TableError as error:
    print("refused")
"""


@pytest.mark.processes
@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory here")
@pytest.mark.parametrize("kind", ["pdf", "csv"])
def test_a_bomb_costs_little_memory(kind: str, tmp_path: Path) -> None:
    """Two kilobytes that unpack to gigabytes, and a csv beyond the limit, within the memory that a small form needs."""
    path = tmp_path / f"a.{kind}"
    if kind == "pdf":
        layers = zlib.compressobj(9)
        zeros = bytes(2**20)
        once = b"".join(layers.compress(zeros) for _ in range(1024)) + layers.flush()
        path.write_bytes(pdf(zlib.compress(once, 9), filters="[/FlateDecode /FlateDecode]"))
        assert path.stat().st_size < 10_000
    else:
        with path.open("wb") as file:
            file.truncate(300 * 2**20)
    run = subprocess.run(
        [sys.executable, "-c", CHILD.format(most=500 * 2**20), str(path)], capture_output=True, text=True, check=False, timeout=120
    )
    assert run.stdout == "refused\n", run.stderr[-2000:]
