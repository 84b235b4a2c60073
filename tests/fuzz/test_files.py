"""Any bytes are a file that is read, or refused with an error of perfrules' own; so is every file with some of its bytes changed."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.tables.written import FORMS

import perfrules
from perfrules import PerfrulesError

LINES = [
    ["部门名称：市科技局"],
    ["单位：万元"],
    ["项目名称", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标"],
    ["甲", "3.00", "3.00", "", "", "目标", "1、产出指标：场次，年度指标值：≥3场。2、效益指标：影响，年度指标值：提高。"],
]
LEADS = (
    b"",
    b"PK\x03\x04",
    b"%PDF-1.4\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html><table><tr><td>",
    b'{"department": ',
    b"\xef\xbb\xbf",
    b"\xff\xfe",
)
_MOST = settings().max_examples
few = settings(max_examples=max(10, _MOST // 10), suppress_health_check=[HealthCheck.too_slow])
"""A file takes long; fewer of them are tried."""
changes = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["cut", "set", "insert", "double"]), st.binary(min_size=1, max_size=40)), max_size=6
)


def bear(data: bytes) -> None:
    try:
        reading = perfrules.read(data, name="表")
    except PerfrulesError as error:
        str(error).encode()
        return
    reading.model_dump_json()
    perfrules.check(reading)


def changed(data: bytes, changes: list[tuple[float, str, bytes]]) -> bytes:
    """The bytes after some changes."""
    out = bytearray(data)
    for where, how, more in changes:
        at = int(where * max(len(out) - 1, 0))
        if how == "cut":
            del out[at : at + len(more)]
        elif how == "set":
            out[at : at + len(more)] = more
        elif how == "insert":
            out[at:at] = more
        else:
            out[at:at] = out[at : at + 200]
    return bytes(out)


@cache
def whole(form: str) -> bytes:
    return FORMS[form](LINES)


@few
@given(st.sampled_from(LEADS), st.binary(max_size=400))
def test_any_bytes(lead: bytes, data: bytes):
    bear(lead + data)


@few
@given(st.sampled_from(LEADS), st.text(max_size=200))
def test_any_text(lead: bytes, text: str):
    bear(lead + text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("form", FORMS)
@settings(few, max_examples=max(5, _MOST // 20))
@given(changes=changes)
def test_a_file_with_some_bytes_changed(form: str, changes: list[tuple[float, str, bytes]]):
    bear(changed(whole(form), changes))
