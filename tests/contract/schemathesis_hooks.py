"""What schemathesis can't know of this API from its document. `st` loads this by itself, in its own process.

A check whose assumption does not hold here is not switched off: its failure is excused, where the request gives reason.
"""

import os
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import schemathesis
from hypothesis import strategies as st
from schemathesis import Case, CheckContext, HookContext, Response
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.openapi.checks import JsonSchemaError, RejectedPositiveData, UseAfterFree

PERMISSION = os.environ["SAMI_PERMISSION"]


#: Members that can be wrong, and how, where the schema alone is kept.
BEYOND_SCHEMAS = {
    ("custom", "value_error"),  # its depth and size; for a patch, together with what it is merged into
    ("amount", "value_error"),  # more digits than its currency has
    ("amount", "required"),
    ("currency", "required"),
    ("direction", "required"),  # but for a note
    ("stage_id", "required"),  # when no pipeline has an open stage to start in
    ("expected_close_on", "value_error"),  # one of EDGES
    ("occurred_at", "value_error"),
    ("url", "not_allowed"),  # its host is not one of the public internet
}

#: Days that the database has other words for, and beyond which, in UTC, there are none. Schemas have no word for that.
EDGES = ("0001-01-01", "9999-12-31")


@schemathesis.hook
def filter_failure(context: HookContext, failure: Failure, case: Case[Any], response: Response) -> bool:
    """Whether it is one."""
    match failure:
        case RejectedPositiveData():
            return not _may_be_refused(case, response, response.json())
        case AcceptedNegativeData():
            return not (any(_refused_items(response)) or _is_right_once_trimmed(case))
        case UseAfterFree():
            # What is deleted can be asked for and brought back, until it is deleted for good.
            return not (_sent(case, "include_deleted") or _sent(case, "permanent") or case.path.endswith("/restore"))
        case JsonSchemaError(instance=dict(found)) if failure.schema_path[-1] == "required" and "fields" in case.query:
            # `fields` leaves out what it does not name. A schema that said so would call every member optional.
            return not set(case.query["fields"].split(",")) - {"deleted_at"} <= found.keys()
    return True


def _may_be_refused(case: Case[Any], response: Response, problem: dict[str, Any]) -> bool:
    """Whether a well-formed request may get this refusal: by its code, and by what there was to refuse."""
    wrong = {(error["pointer"].split("/")[-1], error["code"]) for error in problem.get("errors", ())}
    excuses: dict[str, bool] = {
        "not_found": "{" in case.path or case.path.endswith("/batch"),
        "invalid_cursor": "cursor" in case.query,
        # Too many words, or none with a letter; or a moment at an edge.
        "invalid_parameter": problem.get("parameter") == "q" or str(_named(case, problem)).startswith(EDGES),
        "version_mismatch": "If-Match" in case.headers,
        "reference_not_found": bool(wrong) and all(member.endswith("_id") for member, _ in wrong),
        "validation_failed": bool(wrong) and wrong <= BEYOND_SCHEMAS,
        "insufficient_permission": PERMISSION != "admin",
        "ambiguous_match": case.path.endswith("/upsert"),
        "in_use": case.method == "DELETE",
        "already_subscribed": case.path.endswith("/webhooks"),
        "too_many_webhooks": case.path.endswith("/webhooks"),
        "reference_deleted": case.path.endswith("/restore"),
        "invalid_key": case.auth_identity is None,  # some examples go with a key that schemathesis made up
        # The document offers two ways to send a key. Coverage cases have the other one beside ours.
        "multiple_credentials": {"Authorization", "X-API-Key"} <= set(response.request.headers),
    }
    return excuses.get(problem["code"], False)


def _named(case: Case[Any], problem: dict[str, Any]) -> Any:
    """What was sent for the parameter that the problem names."""
    return case.query.get(problem.get("parameter", ""))


def _refused_items(response: Response) -> Iterator[dict[str, Any]]:
    """The problems of a batch: it is answered as a whole with 200, and each item for itself."""
    if response.status_code == 200 and (response.request.path_url).split("?")[0].endswith("/batch"):
        for item in response.json()["data"]:
            if item["status"] >= 400:
                yield item["error"]


def _is_right_once_trimmed(case: Case[Any]) -> bool:
    """Whether the body was wrong only in the whitespace around its texts, which is no part of them."""
    body, trimmed = case.operation.get_body_for_media_type(case.media_type), _trimmed(case.body)
    return body is not None and trimmed != case.body and body.get_validator().is_valid(trimmed)


def _trimmed(value: Any) -> Any:
    match value:
        case str():
            return value.strip()
        case list():
            return [_trimmed(item) for item in value]
        case dict():
            return {name: _trimmed(member) for name, member in value.items()}
    return value


def _sent(case: Case[Any], flag: str) -> bool:
    return str(case.query.get(flag)).lower() == "true"


@schemathesis.check
def batch_item_acceptance(_context: CheckContext, response: Response, case: Case[Any]) -> None:
    """`positive_data_acceptance`, for the items of a batch."""
    if case.meta is not None and case.meta.generation.mode.is_positive:
        for problem in _refused_items(response):
            assert _may_be_refused(case, response, problem), f"a well-formed item was refused: {problem}"


@schemathesis.check
def read_only_changes_nothing(_context: CheckContext, response: Response, case: Case[Any]) -> None:
    changed = case.method not in ("GET", "HEAD", "OPTIONS") and response.status_code < 400
    # Without a key, it is none that got something changed.
    takes_key = case.operation.definition.raw["security"] != []
    assert not (changed and takes_key and PERMISSION == "read"), "a Read only key got something changed"


@schemathesis.check
class EveryOperationWorks:
    """Each has succeeded at least once with an Admin key; one that is only ever refused has not been tried out."""

    def __init__(self) -> None:
        self._idle: set[str] = set()
        self._working: set[str] = set()

    def after_response(self, _context: CheckContext, response: Response, case: Case[Any]) -> None:
        (self._working if response.status_code < 400 else self._idle).add(case.operation.label)

    def after_run(self, _context: CheckContext) -> None:
        idle = sorted(self._idle - self._working)
        assert not (idle and PERMISSION == "admin"), f"never succeeded: {', '.join(idle)}"


#: Values that can't, or can't quickly, be made from the schemas of the members and parameters with these formats.
VALUES = {
    # A good one has quotes, which coverage cases never have: they would send a bad one and call it good.
    "If-Match": st.sampled_from(['"1"', '"2"', "*", 'W/"1"', '"1", "2"']),
    # A long text from a pattern takes a second to make.
    "cursor": st.text("abcdefABCDEF0123456789-_", max_size=100),
    "phone": st.sampled_from(["+44 20 7946 0958", "+1 (212) 555-0123", "+4930901820", "+81-3-1234-5678 ext. 9"]),
}
for name, values in VALUES.items():
    schemathesis.openapi.format(name, values)


@schemathesis.hook
def before_load_schema(_context: HookContext, raw_schema: dict[str, Any]) -> None:
    # Coverage cases try each value with each operation. These have two digits, none and three.
    raw_schema["components"]["schemas"]["Currency"]["enum"] = ["EUR", "JPY", "KWD"]
    for path in raw_schema["paths"].values():
        for operation in path.values():
            parameters = operation.get("parameters", [])
            # Of what is only tried, the next case could find nothing; `test_dry_run.py` tries each operation with it.
            parameters[:] = [each for each in parameters if each["name"] != "dry_run"]
            for parameter in parameters:
                if parameter["name"] in VALUES:
                    parameter["schema"]["format"] = parameter["name"]


@schemathesis.hook
def before_call(_context: HookContext, case: Case[Any], _kwargs: dict[str, Any]) -> None:
    """Most cases have the same few tokens, which would be one mismatch after the other."""
    if re.fullmatch("[!-~]{1,255}", case.headers.get("Idempotency-Key", "")):
        case.headers["Idempotency-Key"] = str(uuid4())
