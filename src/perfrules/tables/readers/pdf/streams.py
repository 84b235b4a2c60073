"""What the streams of a PDF come to: every layer of their filters counted before the library would hold it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast

from perfrules.tables.limits import Limits

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FILTER = re.compile(rb"/Filter\s*(?P<names>\[[^\]]{0,400}\]|/[\w#]{1,40}|\d{1,9}\s+\d{1,5}\s+R)")
_NAME = re.compile(rb"/([\w#]{1,40})")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_HEAD = 4_096
_SHORT = {b"Fl": b"FlateDecode", b"LZW": b"LZWDecode", b"RL": b"RunLengthDecode", b"AHx": b"ASCIIHexDecode", b"A85": b"ASCII85Decode"}
_ASCII = (b"ASCIIHexDecode", b"ASCII85Decode")
_PACKED = (b"FlateDecode", b"LZWDecode", b"RunLengthDecode")
_LAYERS = 4


def check_streams(data: bytes, limits: Limits) -> None:
    """Refuse a file whose streams, one or together, come to more than the limits, whatever the filters over each other.

    Nothing that is unpacked is kept. A torn stream counts for what it yields: what it holds is the reader's to report.
    Raises :class:`~perfrules.errors.TableError`.
    """
    total = 0
    for match in _STREAM.finditer(data):
        size = 0
        end = data.find(b"endstream", match.end())
        raw = data[match.end() : end if end >= 0 else len(data)]
        for block in _unpacked(raw, filters_before(data, match.start()), limits):
            size += len(block)
            if total + size > limits.expanded_bytes:
                raise limits.refuse("展开后字节数", "expanded bytes", total + size, limits.expanded_bytes)
        total += size


def filters_before(data: bytes, at: int) -> list[bytes] | None:
    """Return the filters that the dictionary in front of a stream names, in their order; None where it only refers to them.

    >>> filters_before(b"1 0 obj <</Filter [/Fl /Fl#61teDecode]>> ", 41)
    [b'FlateDecode', b'FlateDecode']
    """
    start = max(0, at - _HEAD)
    head = data[max(start, data.rfind(b" obj", start, at)) : at]
    found = max(_FILTER.finditer(head), key=lambda match: len(match["names"]), default=None)
    if found is None:
        return []
    if re.search(rb"\d\s+R", found["names"]):
        return None
    plain = (_ESCAPE.sub(lambda code: bytes([int(code[1], 16)]), name) for name in _NAME.findall(found["names"]))
    return [_SHORT.get(name, name) for name in plain]


def _unpacked(raw: bytes, names: Sequence[bytes] | None, limits: Limits) -> Iterator[bytes]:
    """The blocks of every layer, so that each counts; filters that are only referred to are told by what they pack."""
    if names is None:
        names = [b"FlateDecode"] * _LAYERS
    packed = [name for name in names if name in _PACKED or name in _ASCII]
    if len(packed) > _LAYERS:
        raise limits.refuse("数据流的过滤层数", "filters of a stream", len(packed), _LAYERS)
    layers: Iterator[bytes] = (raw[at : at + 65_536] for at in range(0, len(raw), 65_536))
    counted: list[int] = []
    for name in packed:
        unpack = {b"FlateDecode": _inflated, b"LZWDecode": _expanded_lzw, b"RunLengthDecode": _expanded_runs}.get(name, _from_ascii)
        layers = _tallied(unpack(layers), counted, limits)
    yield from layers


def _tallied(blocks: Iterator[bytes], counted: list[int], limits: Limits) -> Iterator[bytes]:
    """The blocks of one layer, each layer within the limit of a stream, though only the last is handed on."""
    place = len(counted)
    counted.append(0)
    for block in blocks:
        counted[place] += len(block)
        if counted[place] > limits.stream_bytes:
            raise limits.refuse("单个数据流展开后的字节数", "expanded bytes of one stream", counted[place], limits.stream_bytes)
        yield block


def _inflated(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """What inflates; behind a tear, or the end, the layer below is still counted."""
    inflater = zlib.decompressobj()
    try:
        for block in blocks:
            pending = block
            while pending and not inflater.eof:
                yield inflater.decompress(pending, 1 << 20)
                pending = inflater.unconsumed_tail
    except zlib.error:
        for _ in blocks:
            pass


def _from_ascii(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Text filters only shrink; what they hold is told by its own library, whole."""
    from pdfminer.ascii85 import ascii85decode, asciihexdecode

    data = b"".join(blocks)
    decoder = asciihexdecode if re.fullmatch(rb"[\s0-9A-Fa-f]*>?\s*", data) else ascii85decode
    try:
        yield decoder(data)
    except Exception:  # noqa: BLE001 - a torn text filter fails anywhere in the library, and again when the page is read
        return


def _expanded_runs(blocks: Iterator[bytes]) -> Iterator[bytes]:
    data = b"".join(blocks)
    at = 0
    while at < len(data) and data[at] != 128:
        length = data[at]
        if length < 128:
            yield data[at + 1 : at + 2 + length]
            at += length + 2
        else:
            yield data[at + 1 : at + 2] * (257 - length)
            at += 2


def _expanded_lzw(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The strings of an LZW stream one by one, as the library makes them."""
    from pdfminer.lzw import LZWDecoder

    decoder = LZWDecoder(cast("BinaryIO", _Blocks(blocks)))
    try:
        yield from decoder.run()
    except Exception:  # noqa: BLE001 - a torn stream fails anywhere in the library, and again when the page is read
        return


class _Blocks:
    """Blocks as the file object that the library reads byte by byte."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.bytes = (bytes([byte]) for block in blocks for byte in block)

    def read(self, _size: int = 1) -> bytes:
        """The next byte; nothing at the end."""
        return next(self.bytes, b"")
