"""What single words and numerals are worth: numbers, amounts, dates, operators."""
