"""Results: the scores of criteria, indicators, executions, projects and departments, their derivations and what they lack."""
