"""Turns every failure, whatever raised it, into `application/problem+json` (RFC 9457)."""

import json
from collections.abc import Sequence
from typing import Any

import structlog
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError
from pydantic.json_schema import SkipJsonSchema
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from sami.auth.key_format import redact
from sami.db.failures import is_unavailability, one_line
from sami.errors.types import (
    FieldError,
    InternalError,
    InvalidParameter,
    MethodNotAllowed,
    NotFound,
    SamiError,
    Unavailable,
    ValidationFailed,
)
from sami.http.request_context import context_of
from sami.observability.metrics import count_problem

log = structlog.get_logger()

MEDIA_TYPE = "application/problem+json"

#: Codes for pydantic's most common errors. For the rest its own names, which are snake_case already, are used.
_FIELD_CODES = {
    "missing": "required",
    "extra_forbidden": "unknown_field",
    "enum": "not_allowed",
    "literal_error": "not_allowed",
}

_FIELD_DETAILS = {
    "missing": "This member is required.",
    "extra_forbidden": "Unknown member.",
    "model_type": "Must be an object.",
    "dict_type": "Must be an object.",
    "list_type": "Must be an array.",
}


class FieldProblem(BaseModel):
    """One invalid member of the body."""

    pointer: str = Field(description="JSON Pointer (RFC 6901) into the body.", examples=["/email"])
    code: str = Field(description="The reason, for programs.", examples=["unknown_field"])
    detail: str = Field(description="The reason, for people.")


#: For a member that may be absent but is never null.
Absent = SkipJsonSchema[None]


class ProblemHelper(BaseModel):
    """A person who can fix a refusal."""

    who: str = Field(
        description="Their role: `key_owner`, `record_owner` (the record's `owner_id`), or `workspace_admin`. We may "
        "add roles.",
        examples=["key_owner"],
    )
    name: str | Absent = Field(default=None, description="Present if your key may see it.", examples=["Maya Lindqvist"])


class Problem(BaseModel):
    """Every failure, in the format of RFC 9457. `code` is stable: use it in programs, and show `detail` to people."""

    type: str = Field(description="The page that explains the code.", examples=["/docs/errors/not_found"])
    title: str = Field(description="What `code` means; the same for every occurrence.")
    status: int = Field(description="The HTTP status.", examples=[404])
    detail: str = Field(description="What happened and how to fix it, for people.")
    code: str = Field(description="What happened, for programs. We may add codes.", examples=["not_found"])
    request_id: str = Field(
        description="Also in `Request-Id`. Send it to support when you ask for help.",
        examples=["req_5f0c2ab49d1e88c07b3a6f21"],
    )
    errors: list[FieldProblem] | Absent = Field(default=None, description="The invalid members of the body.")
    parameter: str | Absent = Field(default=None, description="With `invalid_parameter`: its name.")
    allowed: list[str] | Absent = Field(default=None, description="With `unknown_parameter`: the allowed parameters.")
    required: str | Absent = Field(
        default=None, description="With `insufficient_permission`: the permission that the call needs."
    )
    actual: str | Absent = Field(
        default=None, description="With `insufficient_permission`: the permission that your key has."
    )
    ids: list[str] | Absent = Field(
        default=None,
        description="With `ambiguous_match`: the matching records. With `already_subscribed`: the existing webhook.",
    )
    limit_bytes: int | Absent = Field(default=None, description="With `body_too_large`: the limit.")
    fix: str | Absent = Field(
        default=None,
        description="With a 403, how to make the call possible: `create_key` with the `required` permission, "
        "`ask_owner` of the record, or `ask_admin`. We may add values.",
    )
    who_can_fix: list[ProblemHelper] | Absent = Field(
        default=None, description="With `fix`: some of the people who can."
    )
    fix_url: str | Absent = Field(
        default=None,
        description="With `create_key`: the page where its form is filled in. A relative URL like `type`, or absolute.",
    )
    expired_at: str | Absent = Field(default=None, description="With `key_expired`: when the key expired.")


def problem_response(error: SamiError, scope: Scope) -> Response:
    """Returns the response for `error`, and counts the problem."""
    count_problem(error.code)
    return Response(
        json.dumps(problem_body(error, scope), ensure_ascii=False, separators=(",", ":")),
        status_code=error.status,
        media_type=MEDIA_TYPE,
        headers=error.headers,
    )


def problem_body(error: SamiError, scope: Scope) -> dict[str, Any]:
    """Returns the `Problem` document. Only `request_id` differs between identical failures."""
    body: dict[str, Any] = {
        "type": f"/docs/errors/{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": redact(error.detail),
        "code": error.code,
        "request_id": context_of(scope).request_id,
        **error.members,
    }
    if error.errors:
        body["errors"] = [
            {"pointer": redact(field.pointer), "code": field.code, "detail": redact(field.detail)}
            for field in error.errors
        ]
    return body


def as_sami_error(failure: Exception) -> SamiError:
    """Returns the error to show the caller for any exception."""
    match failure:
        case SamiError():
            return failure
        case RequestValidationError():
            return _invalid_request(failure.errors())
        case HTTPException(status_code=404):
            return NotFound()
        case HTTPException(status_code=405):
            return MethodNotAllowed("See the Allow header for the methods of this endpoint.", headers=failure.headers)
        case _ if is_unavailability(failure):
            return Unavailable()
        case _:
            return InternalError()


def log_failure(event: str, failure: Exception, error: SamiError, **context: Any) -> None:
    """Logs a failure that the caller sees as `error`.

    A bug is logged with its traceback. An unavailable database fails every call while it lasts, so it takes one line.
    """
    if isinstance(error, Unavailable):
        log.warning(event, code=error.code, cause=one_line(failure), **context)
    else:
        log.error(event, code=error.code, exc_info=failure, **context)


def validation_failed(failure: ValidationError) -> ValidationFailed:
    """Returns pydantic's findings about a body as an error. It never repeats a value, which may be a secret."""
    errors = [
        FieldError(
            _pointer(error["loc"]),
            _FIELD_CODES.get(error["type"], error["type"]),
            _FIELD_DETAILS.get(error["type"], _sentence(error["msg"])),
        )
        for error in failure.errors(include_url=False, include_input=False, include_context=False)
    ]
    where = ", ".join(dict.fromkeys(error.pointer or "the whole body" for error in errors))
    return ValidationFailed(f"Invalid: {where}. See 'errors'.", errors=errors)


def _invalid_request(errors: Sequence[Any]) -> SamiError:
    # A malformed id gets the same response as an id that never existed.
    if any(error["loc"][0] == "path" for error in errors):
        return NotFound()
    first = errors[0]
    kind, name = first["loc"][0], first["loc"][-1]
    where = "header" if kind == "header" else "query parameter"
    return InvalidParameter(
        f"The {where} '{name}' is invalid. {_sentence(first['msg'])}", members={"parameter": redact(str(name))}
    )


def _pointer(location: Sequence[str | int]) -> str:
    """Returns `location` as a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)


def _sentence(message: str) -> str:
    message = message.removeprefix("Value error, ")
    return message if message.endswith(".") else f"{message}."
