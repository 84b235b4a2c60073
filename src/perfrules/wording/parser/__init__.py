"""Text into a flat row of phrases: the grammar as one LALR table, the lexer, the driver, and the nodes they make."""
