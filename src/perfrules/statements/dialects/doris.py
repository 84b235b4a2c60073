"""Apache Doris and StarRocks."""

from perfrules.statements.dialects import HEAD, Dialect

DIALECT = Dialect(
    name="doris",
    text="VARCHAR(2000)",
    double="DOUBLE",
    functions={
        "double": "CAST({0} AS DOUBLE)",
        "text": "CAST({0} AS VARCHAR(2000))",
        "floor": "CAST(FLOOR({0}) AS DOUBLE)",
        "absolute": "ABS({0})",
        "number": f"COALESCE(REGEXP_EXTRACT({{0}}, {HEAD.replace('^', '^(')[:-1]})', 1), '')",
        "length": "CAST(CHAR_LENGTH({0}) AS DOUBLE)",
        "present": "({0} IS NOT NULL)",
    },
    decimal="CAST(CAST({0} AS DECIMAL(27, 0)) * 0.{ones} AS DECIMAL(38, {places}))",
    quote="`",
    escapes={"'": "''", "\\": "\\\\"},
    concatenated="CONCAT({0}, {1})",
    table="\nDUPLICATE KEY({first})\nDISTRIBUTED BY HASH({first}) BUCKETS 1\nPROPERTIES ('replication_num' = '1')",
)
