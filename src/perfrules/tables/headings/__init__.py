"""Headings, labels and captions: what the words around the values of a table say of them."""
