"""What is written for people and machines: scores, findings, forms and sheets to fill in.

``scores`` and ``findings`` have one module a format; ``digest`` and ``sections`` are what every format says. ``form`` writes the
national form, ``handed_in`` fills the one that came; ``template`` and ``merging`` make the sheet of actual values, ``batch`` and
``replacement`` tell of many departments. ``writing`` puts files into their place, ``ownership`` keeps from replacing another's.
"""
