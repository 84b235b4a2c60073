"""PostgreSQL and its kin."""

from perfrules.statements.dialects import NUMBER, Dialect

DIALECT = Dialect(
    name="postgres",
    text="TEXT",
    double="DOUBLE PRECISION",
    functions={
        "double": "CAST({0} AS DOUBLE PRECISION)",
        "text": "CAST({0} AS TEXT)",
        "floor": "floor({0})",
        "absolute": "abs({0})",
        "number": "left({0}, length({0}) - length(ltrim({0}, '-0123456789.')))",
        "suffix": "ltrim({0}, '-0123456789.')",
        "plain": "({1} ~ " + NUMBER + ")",
        "unsigned": "({0} NOT LIKE '-%')",
        "length": "CAST(length({0}) AS DOUBLE PRECISION)",
        "present": "({0} IS NOT NULL)",
    },
    whole="CAST({0} AS DOUBLE PRECISION)",
    decimal="CAST(CAST({0} AS NUMERIC) * 1e-{places} AS NUMERIC(38, {places}))",
)
