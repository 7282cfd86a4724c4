"""`/docs/errors` and a page for each code, which the `type` of each problem links to.

Generated from the error classes, so that none is missing, and readable without JavaScript.
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
from sami.pages.html import ENTRY, ERROR, ERRORS, INDEX, PAGE, STATUS
from sami.pages.static import DOCS_POLICY

router = APIRouter(include_in_schema=False)


@router.get("/docs/errors")
async def errors_page() -> Response:
    """Returns the page with every code, its status, cause and remedy."""
    return _html(_index())


@router.get("/docs/errors/{code}")
async def error_page(code: Annotated[str, Path()]) -> Response:
    """Returns the page of one code, with an example response. Raises NotFound."""
    if code not in error_classes():
        raise NotFound()
    return _html(_error(code))


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
            entries="\n".join(ENTRY.format(**_texts(error)) for error in group),
        )
        for status, group in groupby(errors, key=lambda error: error.status)
    )
    return PAGE.format(title="Errors", place=ERRORS, main=INDEX.format(groups="\n".join(groups)))


@cache
def _error(code: str) -> str:
    error = error_classes()[code]
    example = escape(json.dumps(problem_example(error), indent=2, ensure_ascii=False), quote=False)
    texts = _texts(error)
    main = ERROR.format(**texts, phrase=HTTPStatus(error.status).phrase, example=example)
    return PAGE.format(title=f"{texts['code']}: {texts['title']}", place=ERRORS, main=main)


def _texts(error: type[SamiError]) -> dict[str, object]:
    entry = HELP[error.code]
    return {
        "code": error.code,
        "status": error.status,
        "title": escape(error.title, quote=False),
        "when": _to_html(entry.when),
        "remedy": _to_html(entry.remedy),
    }


def _to_html(text: str) -> str:
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))
