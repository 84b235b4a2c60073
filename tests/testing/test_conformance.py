"""The reading cases as JSON Lines: every case is there, each line is as the schema says, and what reads them gets the same."""

from __future__ import annotations

import json

import jsonschema

from perfrules import Target
from perfrules.testing import case_lines, case_schema, conformance_cases, noted


def test_every_line_is_as_its_schema_says_and_every_case_has_one() -> None:
    schema = case_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    first, *lines = [json.loads(line) for line in case_lines()]
    assert [line for line in (first, *lines) if not validator.is_valid(line)] == []
    assert first["cases"] == len(lines) == len(conformance_cases())
    for line, case in zip(lines, conformance_cases(), strict=True):
        assert (line["wording"], line["name"], tuple(line["codes"])) == (case.wording, case.name, case.codes)
        assert noted(Target.from_dict({"text": case.wording, "criteria": line["criteria"]})) == case.reading
