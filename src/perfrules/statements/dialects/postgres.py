"""PostgreSQL and its kin."""

from perfrules.statements.dialects import HEAD, Dialect

DIALECT = Dialect(
    name="postgres",
    text="TEXT",
    double="DOUBLE PRECISION",
    functions={
        "double": "CAST({0} AS DOUBLE PRECISION)",
        "text": "CAST({0} AS TEXT)",
        "floor": "floor({0})",
        "absolute": "abs({0})",
        "number": f"substring({{0}} FROM {HEAD.replace('(', '(?:')})",
        "length": "CAST(length({0}) AS DOUBLE PRECISION)",
        "present": "({0} IS NOT NULL)",
    },
    step="({0} OFFSET 0)",
    whole="CAST({0} AS DOUBLE PRECISION)",
    decimal="CAST({0} AS BIGINT) * 1e-{places}",
)
