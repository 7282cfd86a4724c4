"""Teaches schemathesis what it can't learn about this API from its document. The `st` command loads this module.

A check with an assumption that doesn't hold here stays enabled. Its failure is ignored only where the request explains
it.
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


#: Members that can be invalid, with the error code, although the body matches its schema.
BEYOND_SCHEMAS = {
    ("custom", "value_error"),  # too deep or too large; for a patch, after merging
    ("amount", "value_error"),  # more digits than the currency has
    ("amount", "required"),
    ("currency", "required"),
    ("direction", "required"),  # except for a note
    ("stage_id", "required"),  # no pipeline has an open stage to start in
    ("expected_close_on", "value_error"),  # one of EDGES
    ("occurred_at", "value_error"),
    ("url", "not_allowed"),  # the host is not on the public internet
}

#: The first and last days that exist. Another UTC offset can move a time beyond them, which a schema can't express.
EDGES = ("0001-01-01", "9999-12-31")


@schemathesis.hook
def filter_failure(context: HookContext, failure: Failure, case: Case[Any], response: Response) -> bool:
    """Returns whether `failure` is a real one."""
    match failure:
        case RejectedPositiveData():
            return not _may_be_refused(case, response, response.json())
        case AcceptedNegativeData():
            return not (any(_refused_items(response)) or _is_right_once_trimmed(case))
        case UseAfterFree():
            # A deleted record can be requested and restored until it is deleted permanently.
            return not (_sent(case, "include_deleted") or _sent(case, "permanent") or case.path.endswith("/restore"))
        case JsonSchemaError(instance=dict(found)) if failure.schema_path[-1] == "required" and "fields" in case.query:
            # `fields` leaves out the members that it doesn't name. To allow that, a schema would make all optional.
            return not set(case.query["fields"].split(",")) - {"deleted_at"} <= found.keys()
    return True


def _may_be_refused(case: Case[Any], response: Response, problem: dict[str, Any]) -> bool:
    """Returns whether a well-formed request may be refused with this problem, by its code and the request."""
    wrong = {(error["pointer"].split("/")[-1], error["code"]) for error in problem.get("errors", ())}
    excuses: dict[str, bool] = {
        "not_found": "{" in case.path or case.path.endswith("/batch"),
        "invalid_cursor": "cursor" in case.query,
        # Too many words in `q`, or none with a letter; or a time at an edge.
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
        "invalid_key": case.auth_identity is None,  # schemathesis makes up a key for some examples
        # The document has two headers for the key. Coverage cases add the other one to ours.
        "multiple_credentials": {"Authorization", "X-API-Key"} <= set(response.request.headers),
    }
    return excuses.get(problem["code"], False)


def _named(case: Case[Any], problem: dict[str, Any]) -> Any:
    """Returns the value of the parameter that the problem names."""
    return case.query.get(problem.get("parameter", ""))


def _refused_items(response: Response) -> Iterator[dict[str, Any]]:
    """Yields the problems of a batch's items. The batch as a whole gets 200, and each item has a status of its own."""
    if response.status_code == 200 and (response.request.path_url).split("?")[0].endswith("/batch"):
        for item in response.json()["data"]:
            if item["status"] >= 400:
                yield item["error"]


def _is_right_once_trimmed(case: Case[Any]) -> bool:
    """Returns whether the body is invalid only because of whitespace around its strings, which the service trims."""
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
    # Operations that take no key change something without one.
    takes_key = case.operation.definition.raw["security"] != []
    assert not (changed and takes_key and PERMISSION == "read"), "a Read only key got something changed"


@schemathesis.check
class EveryOperationWorks:
    """Checks that each operation succeeds at least once with an Admin key, so that all of them are really tested."""

    def __init__(self) -> None:
        self._failed: set[str] = set()
        self._succeeded: set[str] = set()

    def after_response(self, _context: CheckContext, response: Response, case: Case[Any]) -> None:
        (self._succeeded if response.status_code < 400 else self._failed).add(case.operation.label)

    def after_run(self, _context: CheckContext) -> None:
        never_succeeded = sorted(self._failed - self._succeeded)
        assert not (never_succeeded and PERMISSION == "admin"), f"never succeeded: {', '.join(never_succeeded)}"


#: Values for these formats, which can't be generated, or not quickly, from the schemas.
VALUES = {
    # A valid one has quotes. Coverage cases never add quotes: they would send an invalid one and expect success.
    "If-Match": st.sampled_from(['"1"', '"2"', "*", 'W/"1"', '"1", "2"']),
    # Generating a long string from a pattern takes a second.
    "cursor": st.text("abcdefABCDEF0123456789-_", max_size=100),
    "phone": st.sampled_from(["+44 20 7946 0958", "+1 (212) 555-0123", "+4930901820", "+81-3-1234-5678 ext. 9"]),
}
for name, values in VALUES.items():
    schemathesis.openapi.format(name, values)


@schemathesis.hook
def before_load_schema(_context: HookContext, raw_schema: dict[str, Any]) -> None:
    # Coverage cases try each value with each operation. These currencies have two, no and three decimal digits.
    raw_schema["components"]["schemas"]["Currency"]["enum"] = ["EUR", "JPY", "KWD"]
    for path in raw_schema["paths"].values():
        for operation in path.values():
            parameters = operation.get("parameters", [])
            # A dry run creates nothing that the next case could use. `test_dry_run.py` covers it for each operation.
            parameters[:] = [each for each in parameters if each["name"] != "dry_run"]
            for parameter in parameters:
                if parameter["name"] in VALUES:
                    parameter["schema"]["format"] = parameter["name"]


@schemathesis.hook
def before_call(_context: HookContext, case: Case[Any], _kwargs: dict[str, Any]) -> None:
    """Replaces valid idempotency keys: most cases share the same few, which would cause one mismatch after another."""
    if re.fullmatch("[!-~]{1,255}", case.headers.get("Idempotency-Key", "")):
        case.headers["Idempotency-Key"] = str(uuid4())
