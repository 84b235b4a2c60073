"""Tables as people fill them in: a file in, a department out, and sheets of actual values. ``reading`` goes from step to step.

``source`` takes bytes, ``sniff`` tells what they are and ``readers`` makes a grid of cells of them; ``layouts`` says which kind of
table a grid is and reads it by its ``headings``: ``indicators`` are rows of targets, ``forms`` the tables of one project. ``merging``
makes one department of what several tables of a file say, ``sums`` holds its totals against its parts. ``actuals`` reads what was
filled in later.
"""
