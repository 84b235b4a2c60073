"""Actual values (实际完成值): how people write them, and what is read from it."""
