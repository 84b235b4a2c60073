"""TOML and JSON from outside, read within limits: size, depth of nesting, digits of a number.

Policies, settings, vocabularies, baselines and reports are read through here and nowhere else.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Never, TypeAlias

from perfrules.deferring import deferred
from perfrules.errors import DocumentError

MAX_BYTES = 1_000_000
"""A policy, a settings file or a vocabulary is never longer."""
MAX_DEPTH = 32
MAX_DIGITS = 40
"""Digits of a number, and the most that its exponent may be: more than any amount of money or share needs."""

Number: TypeAlias = Decimal | float
_TOML_MARK = deferred(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\']|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[{\]}]', re.DOTALL
)
_JSON_MARK = deferred(r'"(?:[^"\\]|\\.)*"|[\[{\]}]', re.DOTALL)


def read_toml(text: str, *, exact: bool = False) -> dict[str, Any]:
    r"""Return the tables of a TOML text; numbers with a point are floats, or Decimals where ``exact``.

    Raises :class:`~perfrules.errors.DocumentError` for what is no TOML, is nested more than :data:`MAX_DEPTH` deep or holds a
    number of more than :data:`MAX_DIGITS` digits.

    >>> read_toml("[about]\ntolerance = 0.1", exact=True)
    {'about': {'tolerance': Decimal('0.1')}}
    """
    data: dict[str, Any] = _parsed(text, _TOML_MARK, lambda: tomllib.loads(text, parse_float=_exact if exact else _float))
    return data


def read_json(text: str) -> Any:
    """Return the value of a JSON text; raises as :func:`read_toml`, for NaN and infinity too.

    >>> read_json('{"count": 2}')
    {'count': 2}
    """
    return _parsed(text, _JSON_MARK, lambda: json.loads(text, parse_float=_float, parse_int=_integer, parse_constant=_constant))


def file_text(path: Path, *, limit: int = MAX_BYTES) -> str:
    """Return the text of a UTF-8 file, a byte order mark left out; raises :class:`DocumentError` above ``limit`` bytes or for
    other bytes, and OSError where it cannot be read.
    """
    if path.exists() and not path.is_file():
        raise DocumentError("这不是一个普通文件", "this is no regular file")
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except ValueError as error:
        raise DocumentError("路径无效", "the path is not valid") from error
    if len(data) > limit:
        raise DocumentError(f"文件超过 {limit} 字节", f"the file is larger than {limit} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError("文件不是 UTF-8 编码，请另存为 UTF-8", "the file is not UTF-8; save it as UTF-8") from error


def fault_of(error: Exception) -> tuple[str, str]:
    """Return what a parser or a decoder says is wrong, in Chinese with its place, and in English.

    >>> fault_of(ValueError("Invalid value (at line 2, column 9)"))
    ('第 2 行第 9 列写法不对', 'Invalid value (at line 2, column 9)')
    """
    said = str(error)
    place = re.search(r"line (\d+),? column (\d+)", said)
    if isinstance(error, UnicodeDecodeError):
        return f"第 {error.start + 1} 个字节不是 UTF-8", said
    if place:
        return f"第 {place[1]} 行第 {place[2]} 列写法不对", said
    if "end of document" in said:
        return "末尾写法不完整", said
    return "写法不对", said


def _parsed(text: str, mark: re.Pattern[str], parse: Callable[[], Any]) -> Any:
    if _nesting(text, mark) > MAX_DEPTH:
        raise _too_deep()
    try:
        value = parse()
    except DocumentError:
        raise
    except (ValueError, RecursionError) as error:  # a number beyond what int() takes is a ValueError of its own
        raise DocumentError(*fault_of(error)) from error
    for item, depth in _walk(value):
        if depth > MAX_DEPTH:
            raise _too_deep()
        if isinstance(item, int) and abs(item) >= 10**MAX_DIGITS:
            raise _too_long()
    return value


def _nesting(text: str, mark: re.Pattern[str]) -> int:
    """The most brackets that stand open at once, outside strings and comments."""
    depth = most = 0
    for found in mark.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        most = max(most, depth)
    return most


def _walk(value: Any) -> Iterator[tuple[Any, int]]:
    """Every value with its depth, without recursion."""
    waiting = [(value, 0)]
    while waiting:
        item, depth = waiting.pop()
        yield item, depth
        inside = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        waiting.extend((part, depth + 1) for part in inside)


def _integer(written: str) -> int:
    if len(written) > MAX_DIGITS:
        raise _too_long()
    return int(written)


def _exact(written: str) -> Decimal:
    try:
        value = Decimal(written)
    except InvalidOperation:  # an exponent that no Decimal has
        raise _too_long() from None
    if not value.is_finite():
        raise _no_number(written)
    if len(value.as_tuple().digits) > MAX_DIGITS or abs(value.adjusted()) > MAX_DIGITS:
        raise _too_long()
    return value


def _float(written: str) -> float:
    value = float(_exact(written))
    assert math.isfinite(value)
    return value


def _constant(written: str) -> Never:
    raise _no_number(written)


def _no_number(written: str) -> DocumentError:
    return DocumentError(f"{written} 不是数值", f"{written} is no number")


def _too_deep() -> DocumentError:
    return DocumentError(f"嵌套超过 {MAX_DEPTH} 层", f"nested more than {MAX_DEPTH} deep")


def _too_long() -> DocumentError:
    return DocumentError(f"数值超过 {MAX_DIGITS} 位", f"a number has more than {MAX_DIGITS} digits")
