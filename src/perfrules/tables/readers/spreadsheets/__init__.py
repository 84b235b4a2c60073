"""Cells as the spreadsheet programs store them, whatever the file: numbers under formats, dates, merged areas."""
