"""Policies and the arithmetic of scores: what one actual value earns against one target, and why.

``policies`` is the rule set, a TOML file each; ``actuals`` reads actual values; ``judging`` holds one against its criterion;
``indicators`` gives points, ``weights`` and ``execution`` complete a project (``projects``), and ``departments`` judges every
project of one table. ``results`` are the scores with their derivations, ``monitoring`` is the state at a date within the year.
Projects are rolled up to a department above, in :mod:`perfrules.rollup`.
"""
