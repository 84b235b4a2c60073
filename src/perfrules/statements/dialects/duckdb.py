"""DuckDB."""

from perfrules.statements.dialects import NUMBER, Dialect

DIALECT = Dialect(
    name="duckdb",
    text="VARCHAR",
    double="DOUBLE",
    functions={
        "double": "TRY_CAST({0} AS DOUBLE)",
        "text": "CAST({0} AS VARCHAR)",
        "floor": "floor({0})",
        "absolute": "abs({0})",
        "number": "left({0}, length({0}) - length(ltrim({0}, '-0123456789.')))",
        "suffix": "ltrim({0}, '-0123456789.')",
        "plain": "regexp_matches({1}, " + NUMBER + ")",
        "unsigned": "NOT starts_with({0}, '-')",
        "length": "CAST(length({0}) AS DOUBLE)",
        "present": "({0} IS NOT NULL)",
    },
    decimal="CAST(CAST({0} AS DECIMAL(19, 0)) * CAST('1e-{places}' AS DECIMAL({digits}, {places})) AS DECIMAL(38, {places}))",
    same="{0} IS NOT DISTINCT FROM {1}",
)
