"""Indicators out of cells: one a row, or several run together in one cell."""
