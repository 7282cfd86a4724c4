"""`/docs/errors` and a page for each code: where the `type` of every problem leads. Made from the errors themselves, so
that none is missing, and readable without a script.
"""

import json
import re
from functools import cache
from html import escape
from http import HTTPStatus
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Path, Response

from sami.errors.help import HELP
from sami.errors.types import NotFound, SamiError
from sami.openapi.document import error_classes, problem_example
from sami.pages.html import ENTRY, ERRORS, INDEX, ONE, PAGE, STATUS
from sami.pages.static import DOCS_POLICY

router = APIRouter(include_in_schema=False)


@router.get("/docs/errors")
async def errors_page() -> Response:
    """Every code, its status, its meaning and what to do."""
    return _html(_index())


@router.get("/docs/errors/{code}")
async def error_page(code: Annotated[str, Path()]) -> Response:
    """One code, with what its answer looks like. Raises NotFound."""
    if code not in error_classes():
        raise NotFound()
    return _html(_one(code))


def _html(page: str) -> Response:
    headers = {"Content-Security-Policy": DOCS_POLICY, "Cache-Control": "no-cache"}
    return Response(page, media_type="text/html", headers=headers)


@cache
def _index() -> str:
    errors = sorted(error_classes().values(), key=lambda error: (error.status, error.code))
    groups = (
        STATUS.format(
            status=status,
            phrase=HTTPStatus(status).phrase,
            entries="\n".join(ENTRY.format(**_words(error)) for error in group),
        )
        for status, group in groupby(errors, key=lambda error: error.status)
    )
    return PAGE.format(title="Errors", place=ERRORS, main=INDEX.format(groups="\n".join(groups)))


@cache
def _one(code: str) -> str:
    error = error_classes()[code]
    example = escape(json.dumps(problem_example(error), indent=2, ensure_ascii=False), quote=False)
    words = _words(error)
    main = ONE.format(**words, phrase=HTTPStatus(error.status).phrase, example=example)
    return PAGE.format(title=f"{words['code']}: {words['title']}", place=ERRORS, main=main)


def _words(error: type[SamiError]) -> dict[str, object]:
    explained = HELP[error.code]
    return {
        "code": error.code,
        "status": error.status,
        "title": escape(error.title, quote=False),
        "when": _marked(explained.when),
        "remedy": _marked(explained.remedy),
    }


def _marked(text: str) -> str:
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))
