"""Policies and the arithmetic of scores: what one actual value earns against one target, and why.

An actual value is read (``actual_values``), bound to the criteria of its target (``binding``) and judged by the kind of
comparator (``judging`` → ``sizes``, ``changes``, ``timeliness``, ``qualities``) as the policy takes it (``meanings``,
``completion``). ``weights`` and ``execution`` complete a project; ``scores`` are the results and ``explanations`` their
derivation. A rule set is a TOML file in ``policies/``; ``settings`` says what it has to fix and ``policies`` loads and
checks it. Projects and departments are added up above, in :mod:`perfrules.rollup`.
"""
