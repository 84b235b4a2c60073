"""Judging: one actual value against one criterion, by the kind of its comparator and under a policy.

``binding`` says which value belongs to which criterion; ``criteria`` hands each to ``sizes``, ``changes``, ``timeliness`` or
``qualities``; ``meanings`` says what a policy takes a target to mean, ``completion`` what a number earns of it.
"""
