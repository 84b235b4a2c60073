"""DuckDB."""

from perfrules.statements.dialects import HEAD, Dialect

DIALECT = Dialect(
    name="duckdb",
    text="VARCHAR",
    double="DOUBLE",
    functions={
        "double": "TRY_CAST({0} AS DOUBLE)",
        "text": "CAST({0} AS VARCHAR)",
        "floor": "floor({0})",
        "absolute": "abs({0})",
        "number": f"regexp_extract({{0}}, {HEAD})",
        "length": "CAST(length({0}) AS DOUBLE)",
        "present": "({0} IS NOT NULL)",
    },
    decimal="CAST(CAST({0} AS DECIMAL(19, 0)) * CAST('1e-{places}' AS DECIMAL({digits}, {places})) AS DECIMAL(38, {places}))",
    counted="CAST({0} AS DOUBLE)",
    same="{0} IS NOT DISTINCT FROM {1}",
)
