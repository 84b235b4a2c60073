"""xlsx workbooks."""

from perfrules.tables.readers.xlsx.workbook import read

__all__ = ["read"]
