"""项目支出绩效自评表: the national form of a project's self-evaluation and its variants, filled in or not."""

from __future__ import annotations

from functools import partial

from perfrules.tables.forms.form import fit_form, read_forms
from perfrules.tables.layouts import Layout

LAYOUT = Layout("self-evaluation", "项目支出绩效自评表", partial(fit_form, wanted=("name", "target", "actual")), read_forms)
