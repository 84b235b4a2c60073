"""Spark SQL from 3.5 on, and Hive tables read by it."""

from perfrules.statements.dialects import HEAD, Dialect

DIALECT = Dialect(
    name="spark",
    text="STRING",
    double="DOUBLE",
    functions={
        "double": "TRY_CAST({0} AS DOUBLE)",
        "text": "CAST({0} AS STRING)",
        "floor": "CAST(floor({0}) AS DOUBLE)",
        "absolute": "abs({0})",
        "number": f"regexp_extract({{0}}, {HEAD}, 0)",
        "length": "CAST(length({0}) AS DOUBLE)",
        "present": "({0} IS NOT NULL)",
    },
    decimal="CAST(CAST({0} AS DECIMAL(19, 0)) * CAST('0.{ones}' AS DECIMAL({digits}, {places})) AS DECIMAL(38, {places}))",
    quote="`",
    escapes={"'": "\\'", "\\": "\\\\"},
    same="{0} <=> {1}",
)
