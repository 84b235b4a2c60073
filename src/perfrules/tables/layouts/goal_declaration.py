"""项目支出绩效目标申报表: the form of a project's objectives before the year, without actual values."""

from __future__ import annotations

from functools import partial

from perfrules.tables.forms.form import fit_form, read_forms
from perfrules.tables.layouts import Layout

LAYOUT = Layout("goal-declaration", "项目支出绩效目标申报表", partial(fit_form, wanted=("name", "target")), read_forms, rank=1)
