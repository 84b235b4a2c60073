"""Holding results against what they should be: a policy against its cases, a report against its seal."""
