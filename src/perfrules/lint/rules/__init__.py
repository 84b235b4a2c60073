"""One rule a file: ``RULE`` and one function ``on_wording``, ``on_indicator``, ``on_project`` or ``on_department``."""
