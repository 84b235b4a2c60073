"""What a stream expands to is counted behind a tear too."""

import zlib

from perfrules.tables.readers.pdf.streams import _inflated


def test_behind_a_tear_the_layer_below_is_still_read():
    blocks = iter([b"no zlib stream", b"more", b"and more"])
    assert list(_inflated(blocks)) == []
    assert list(blocks) == []


def test_what_stands_behind_the_end_of_a_stream_is_left():
    assert b"".join(_inflated(iter([zlib.compress(b"x" * 99) + b"rest"]))) == b"x" * 99
