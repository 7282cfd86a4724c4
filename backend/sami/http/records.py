"""How records travel: one with its ETag, a list with its Link, and the parameters they share."""

import json
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query as QueryParameter
from fastapi import Request, Response

from sami.errors import InvalidParameter
from sami.http.etag import etag, is_unchanged
from sami.records.collection import Page, Query, Stored
from sami.records.schemas import FIELDS, INCLUDE_DELETED, ListQuery

FieldsParameter = Annotated[str | None, QueryParameter(max_length=500, description=FIELDS)]
IncludeDeleted = Annotated[bool, QueryParameter(description=INCLUDE_DELETED)]
Permanent = Annotated[bool, QueryParameter(description="For good: it can't be restored. Takes an Admin key.")]


def one_response(
    stored: Stored, *, status: int = 200, location: str | None = None, if_none_match: str | None = None
) -> Response:
    """The record with its ETag; 304 without it when `if_none_match` names this version."""
    headers = {"ETag": etag(stored.version), "Cache-Control": "private, no-cache"}
    if location is not None:
        headers["Location"] = location
    if is_unchanged(if_none_match, stored.version):
        return Response(status_code=304, headers=headers)
    return Response(stored.json, status_code=status, media_type="application/json", headers=headers)


def page_response(request: Request, page: Page) -> Response:
    """`{"data": [...], "has_more": bool, "next_cursor": str|null}`, and the next page as a Link (RFC 8288)."""
    body = (
        f'{{"data":[{",".join(page.items)}],'
        f'"has_more":{json.dumps(page.next_cursor is not None)},"next_cursor":{json.dumps(page.next_cursor)}}}'
    )
    headers = {}
    if page.next_cursor is not None:
        parameters = {**request.query_params, "cursor": page.next_cursor}
        # Relative to this request (RFC 3986), so that it holds behind any proxy.
        headers["Link"] = f'<{request.url.path}?{urlencode(parameters)}>; rel="next"'
    return Response(body, media_type="application/json", headers=headers)


def list_query(parameters: ListQuery, names: Sequence[str], sort: str) -> Query:
    """Raises InvalidParameter when `fields` names a member that the record does not have."""
    return Query(
        limit=parameters.limit,
        sort=sort,
        filters=parameters.filters(),
        q=parameters.q,
        cursor=parameters.cursor,
        fields=chosen_fields(parameters.fields, names),
        include_deleted=parameters.include_deleted,
    )


def chosen_fields(text: str | None, names: Sequence[str]) -> tuple[str, ...] | None:
    """The members that `fields=` names, each once and in the record's own order."""
    if text is None:
        return None
    wanted = {name.strip() for name in text.split(",")}
    if unknown := sorted(wanted.difference(names)):
        raise InvalidParameter(
            f"The query parameter 'fields' names '{unknown[0][:80]}'. Allowed: {', '.join(names)}.",
            members={"parameter": "fields", "allowed": list(names)},
        )
    return tuple(name for name in names if name in wanted)
