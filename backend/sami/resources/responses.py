"""The responses for records (one with its ETag, a page with its Link) and the query parameters of all collections."""

import inspect
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Path, Request, Response
from fastapi import Query as QueryParameter
from starlette.convertors import StringConvertor, register_url_convertor

from sami.errors.types import InvalidParameter
from sami.http.etag import etag, is_unchanged
from sami.http.idempotency import StoredResponse
from sami.records.reader import Page, PageRequest, Projection, RecordJson, RecordReader
from sami.records.schemas import INCLUDE_DELETED, MAX_LIMIT


class _RecordIdConvertor(StringConvertor):
    """Matches any path segment except the names that routes use. Otherwise `DELETE /v1/contacts/count` would look for
    a record instead of giving 405.
    """

    regex = "(?!(?:batch|count|upsert)$)[^/]+"


register_url_convertor("record", _RecordIdConvertor())

#: The path of one record, below that of its collection.
RECORD_PATH = "/{id:record}"

RecordId = Annotated[UUID, Path(description="The record's `id`.")]
Permanent = Annotated[
    bool, QueryParameter(description="Delete permanently: it can't be restored. Requires an Admin key.")
]


def record_response(record: RecordJson, if_none_match: str | None = None) -> Response:
    """Returns the record with its ETag, or 304 without a body when `if_none_match` names this version."""
    headers = {**_etag(record), "Cache-Control": "private, no-cache"}
    if is_unchanged(if_none_match, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(record.json, media_type="application/json", headers=headers)


def write_response(
    record: RecordJson, *, status: int = 200, location: str | None = None, **more: Any
) -> StoredResponse:
    """Returns the response to a change: the record as it is now, with the members in `more` added."""
    headers = {**_etag(record), "Cache-Control": "private, no-cache"}
    if location is not None:
        headers["Location"] = location
    body = record.json
    if more:
        body = f"{body[:-1]},{json.dumps(more, separators=(',', ':'))[1:]}"
    return StoredResponse(status, record.id, headers, body)


def page_response(request: Request, page: Page) -> Response:
    """Returns `{"data": [...], "has_more": bool, "next_cursor": str|null}`, with a Link to the next page (RFC 8288)."""
    body = (
        f'{{"data":[{",".join(page.items)}],'
        f'"has_more":{json.dumps(page.next_cursor is not None)},"next_cursor":{json.dumps(page.next_cursor)}}}'
    )
    headers = {} if page.next_cursor is None else next_link(request, page.next_cursor)
    return Response(body, media_type="application/json", headers=headers)


def next_link(request: Request, next_cursor: str) -> dict[str, str]:
    """Returns the Link header (RFC 8288) for the page after this one."""
    parameters = {**request.query_params, "cursor": next_cursor}
    # A reference relative to this request (RFC 3986), so that it works behind any proxy.
    return {"Link": f'<{request.url.path}?{urlencode(parameters)}>; rel="next"'}


def page_request_dependency(reader: RecordReader) -> Callable[..., Awaitable[PageRequest]]:
    """Returns the FastAPI dependency that reads `sort`, `limit` and `cursor`."""

    async def page_request(
        sort: Annotated[
            str,
            QueryParameter(
                description="The member to sort by. `-` means descending: newest, last or largest first.",
                json_schema_extra={"enum": reader.sorts},
            ),
        ] = "-created_at",
        limit: Annotated[
            int, QueryParameter(ge=1, le=MAX_LIMIT, description="The maximum number of records in a page.")
        ] = 50,
        cursor: Annotated[
            str | None, QueryParameter(max_length=2000, description="The `next_cursor` of the previous page.")
        ] = None,
    ) -> PageRequest:
        if sort not in reader.sorts:
            raise _not_among("sort", sort, reader.sorts)
        return PageRequest(sort, limit, cursor)

    return page_request


def projection_dependency(reader: RecordReader, *, deleted: bool = False) -> Callable[..., Awaitable[Projection]]:
    """Returns the FastAPI dependency that reads `fields`; also `expand` if the record has members to expand, and
    `include_deleted` if `deleted` is true and records can be deleted.
    """
    expandable = tuple(reader.expands)

    async def projection(
        fields: Annotated[str | None, names_of(reader.names, "Return only these members.")] = None,
        expand: Annotated[
            str | None, names_of(expandable, "Include these records in full, if you can see them.")
        ] = None,
        include_deleted: Annotated[bool, QueryParameter(description=INCLUDE_DELETED)] = False,
    ) -> Projection:
        return Projection(
            parse_names("fields", fields, reader.names),
            parse_names("expand", expand, expandable) or (),
            include_deleted,
        )

    signature = inspect.signature(projection)
    absent = {"expand"} if not expandable else set()
    if not deleted or "deleted_at" not in reader.names:
        absent.add("include_deleted")
    parameters = [each for name, each in signature.parameters.items() if name not in absent]
    # FastAPI reads the parameters from the signature.
    projection.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return projection


def names_of(allowed: Sequence[str], description: str) -> Any:
    """Returns a query parameter that takes a comma-separated list of the `allowed` names. `description` is published,
    followed by the names.
    """
    one = "|".join(allowed)
    return QueryParameter(
        description=f"{description} A comma-separated list of: {', '.join(f'`{name}`' for name in allowed)}.",
        json_schema_extra={"pattern": f"^({one})(,({one}))*$"},
    )


def parse_names(parameter: str, text: str | None, allowed: Sequence[str]) -> tuple[str, ...] | None:
    """Returns the comma-separated names in `text`, each once and in the order of `allowed`; None without `text`.

    Raises InvalidParameter for a name that is not allowed.
    """
    if text is None:
        return None
    wanted = {name.strip() for name in text.split(",")}
    if unknown := sorted(wanted.difference(allowed)):
        raise _not_among(parameter, unknown[0], allowed)
    return tuple(name for name in allowed if name in wanted)


def _not_among(parameter: str, name: str, allowed: Sequence[str]) -> InvalidParameter:
    return InvalidParameter(
        f"The query parameter '{parameter}' can't be '{name[:80]}'. Allowed: {', '.join(allowed)}.",
        members={"parameter": parameter, "allowed": list(allowed)},
    )


def _etag(record: RecordJson) -> dict[str, str]:
    return {"ETag": etag(record.version, record.json)}
