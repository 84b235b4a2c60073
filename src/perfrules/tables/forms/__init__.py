"""Forms of one project: fields, funds, objectives, indicators, a total."""
