"""SQLite, as it is without any extension: patterns by GLOB, rounding down by a cast; amounts are given out as texts."""

from perfrules.statements.dialects import Dialect

_START = "substr({0}, 1, length({0}) - length(ltrim({0}, '-0123456789.')))"
_DIGITS = f"ltrim({_START}, '-')"
_HEAD = (
    f"CASE WHEN {_DIGITS} GLOB '[0-9]*' AND {_DIGITS} GLOB '*[0-9]' AND {_DIGITS} NOT GLOB '*[^0-9.]*' AND {_DIGITS} NOT GLOB '*.*.*'"
    f" AND {_DIGITS} NOT GLOB '0[0-9]*' AND {{0}} NOT GLOB '--*' THEN {_START} ELSE '' END"
)
_WHOLE = "CAST({0} AS INTEGER)"
_SIGN = "CASE WHEN {0} < 0 THEN '-' ELSE '' END"

DIALECT = Dialect(
    name="sqlite",
    text="TEXT",
    double="REAL",
    functions={
        "double": "CAST({0} AS REAL)",
        "text": "CAST({0} AS TEXT)",
        "floor": f"CAST({_WHOLE} - ({{0}} < {_WHOLE}) AS REAL)",
        "absolute": "abs({0})",
        "number": _HEAD,
        "length": "CAST(length({0}) AS REAL)",
        "present": "({0} IS NOT NULL)",
    },
    decimal=f"{_SIGN} || (abs({_WHOLE}) / 1{{zeros}}) || '.' || substr('{{zeros}}' || (abs({_WHOLE}) % 1{{zeros}}), -{{places}})",
    step="MATERIALIZED ({0})",
    boolean=("1", "0"),
)
