"""One module a file format: bytes in, a :class:`~perfrules.tables.grid.Document` out. Each imports its own library."""
