"""The columns and the SQL of scores: reading table, template table and the expressions between them, apart from any engine."""
