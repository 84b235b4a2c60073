"""MySQL from 8.0.17 on, and MariaDB: texts that differ in blanks at the end are equal there, but not of equal length."""

from perfrules.statements.dialects import HEAD, Dialect

DIALECT = Dialect(
    name="mysql",
    text="TEXT",
    double="DOUBLE",
    functions={
        "double": "CAST({0} AS DOUBLE)",
        "text": "CAST({0} AS CHAR)",
        "floor": "FLOOR({0})",
        "absolute": "ABS({0})",
        "number": f"COALESCE(REGEXP_SUBSTR({{0}}, {HEAD}), '')",
        "length": "CAST(CHAR_LENGTH({0}) AS DOUBLE)",
        "present": "({0} IS NOT NULL)",
    },
    decimal="CAST(CAST({0} AS DECIMAL(38, 0)) * 0.{ones} AS DECIMAL(38, {places}))",
    quote="`",
    escapes={"'": "''", "\\": "\\\\"},
    equal="({0} = {1} AND CHAR_LENGTH({0}) = CHAR_LENGTH({1}))",
    concatenated="CONCAT({0}, {1})",
    step="({0} LIMIT 18446744073709551615)",
    table=" CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
)
