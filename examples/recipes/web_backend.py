"""一个网页后端：读指标值、检查、打分，也收上传的表。A web back-end: parse, check, score, upload a table.

    pip install fastapi uvicorn python-multipart
    uvicorn web_backend:app

The models are perfrules' own, so the OpenAPI page describes targets and departments as they are; what is wrong with a request is
told as problem details (RFC 9457), in Chinese and English.
"""

from typing import Annotated, Any

from fastapi import FastAPI, File, Request, UploadFile
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

import perfrules

MOST_BYTES = 20_000_000
app = FastAPI(title="perfrules", version=perfrules.__version__)


class Wording(BaseModel):
    """A target as written, and the name of its indicator, which may give the unit."""

    target: Annotated[str, Field(max_length=10_000, examples=["不少于50家"])]
    name: Annotated[str | None, Field(max_length=1_000)] = None


class Answer(Wording):
    """An actual value held against a target."""

    actual: Annotated[str | None, Field(max_length=10_000, examples=["38家"])] = None
    weight: Annotated[str, Field(examples=["10"])] = "100"
    policy: str = "mof-2020-10"


class Filled(BaseModel):
    """A department and its actual values by key."""

    department: perfrules.Department
    actuals: dict[str, str] = {}
    policy: str = "mof-2020-10"


@app.exception_handler(perfrules.PerfrulesError)
def problem(_: Request, error: perfrules.PerfrulesError) -> JSONResponse:
    """What is wrong with a request, as problem details."""
    body = {"type": f"perfrules:{type(error).__name__}", "title": error.zh, "detail": error.en, "status": 422}
    return JSONResponse(body, status_code=422, media_type="application/problem+json")


@app.post("/parse")
def parse(wording: Wording) -> perfrules.Target:
    """The reading of a target."""
    return perfrules.parse(wording.target, name=wording.name)


@app.post("/check")
def check(wording: Wording) -> list[dict[str, Any]]:
    """What a reviewer would send back."""
    return [finding.to_dict() for finding in perfrules.check(wording.target, name=wording.name)]


@app.post("/evaluate")
def evaluate(answer: Answer) -> dict[str, Any]:
    """The score of one actual value, with its derivation."""
    score = perfrules.evaluate(answer.target, answer.actual, name=answer.name, weight=answer.weight, policy=answer.policy)
    return {**score.to_dict(), "explanation": score.explain()}


@app.post("/tables")
async def read_table(file: Annotated[UploadFile, File()]) -> dict[str, Any]:
    """The department in an uploaded table, and what was noticed in reading it."""
    reading = perfrules.read(await file.read(MOST_BYTES), name=file.filename or "上传的文件")
    return {
        "department": reading.department.model_dump(mode="json"),
        "findings": [finding.to_dict() for finding in reading.findings],
    }


@app.post("/score")
def score_department(filled: Filled) -> dict[str, Any]:
    """The scores of a department."""
    return perfrules.score(filled.department, filled.actuals, policy=filled.policy).to_dict()
