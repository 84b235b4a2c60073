"""PDF documents."""

from perfrules.tables.readers.pdf.pages import read

__all__ = ["read"]
