"""Text that a spreadsheet program would take for a formula, a date or a number: guarded on writing, restored on reading."""

from __future__ import annotations

import re

_FORMULA = frozenset("=+-@＝＋－＠\t\r\n|")
_CONVERTED = re.compile(
    r"\s*(?:\d{1,4}[-/年]\d{1,2}(?:[-/月]\d{1,4}日?)?月?|\d+\.\d*0|\d{1,2}:\d{2}(?::\d{2})?|\d+(?:\.\d+)?[eE][+-]?\d+|0\d+|\d{12,}|\d+月\d+日|true|false|#\w.*"
    r"|\d{1,2}\s*[-/ ]?\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*.*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*[- ]\d+)\s*",
    re.IGNORECASE,
)


_NUMBER = re.compile(r"-\d{1,11}(?:\.\d*[1-9])?%?")


def _changes(text: str) -> bool:
    if _NUMBER.fullmatch(text):
        return False
    return text[:1] in _FORMULA or text.lstrip()[:1] in _FORMULA or bool(_CONVERTED.fullmatch(text))


def guard(text: str) -> str:
    """``text`` so that a spreadsheet program shows and keeps it as text.

    >>> guard("=100%"), guard("3-5"), guard("≥ 150"), guard("1000")
    ("'=100%", "'3-5", '≥ 150', '1000')
    """
    return "'" + text if text and (text[0] == "'" or _changes(text)) else text


def unguard(text: str) -> str:
    """What :func:`guard` was given; any other text as it stands.

    >>> unguard("'=100%"), unguard("'引号")
    ('=100%', "'引号")
    """
    rest = text[1:]
    return rest if text[:1] == "'" and rest and (rest[0] == "'" or _changes(rest)) else text
