"""Oracle from 12 on: an empty text is no text there, so another one stands for it inside, and nothing for it outside."""

from perfrules.statements.dialects import HEAD, Dialect

DIALECT = Dialect(
    name="oracle",
    text="VARCHAR2(2000 CHAR)",
    double="NUMBER",
    functions={
        "double": "TO_NUMBER({0}, '999999999999999999D999999999999999999', 'NLS_NUMERIC_CHARACTERS=''.,''')",
        "text": "TO_CHAR({0})",
        "floor": "FLOOR({0})",
        "absolute": "ABS({0})",
        "number": f"REGEXP_SUBSTR({{0}}, {HEAD})",
        "length": "LENGTH({0})",
        "present": "({0} IS NOT NULL)",
    },
    decimal="CAST({0} * 1e-{places} AS NUMBER(38, {places}))",
    after="NVL(SUBSTR({0}, LENGTH({1}) + 1), '~')",
    empty="'~'",
    shown="NULLIF({0}, '~')",
    inserts="union",
    from_nothing=" FROM DUAL",
    boolean=("1", "0"),
)
