"""A copy of a form without its contents, to be sent where the form was not read: structure, headings, signs and units stay."""

from perfrules.report.blanking.copies import blanked

__all__ = ["blanked"]
