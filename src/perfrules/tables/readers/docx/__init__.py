"""Word documents (docx)."""

from perfrules.tables.readers.docx.body import read

__all__ = ["read"]
