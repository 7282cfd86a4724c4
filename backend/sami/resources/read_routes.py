"""The routes for reading records, which every collection has."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from sami.auth.claims import Claim
from sami.auth.permission import Permission
from sami.auth.used_permission import require
from sami.http import dependencies as auth
from sami.http.dependencies import DatabaseDep
from sami.http.etag import IfNoneMatch
from sami.openapi.document import fails_with
from sami.records.reader import Criteria, PageRequest, Projection, RecordReader
from sami.records.schemas import MAX_COUNT, Count, PageOf, RowFilters
from sami.resources.resource import ParentId, Resource, parent_id_dependency
from sami.resources.responses import (
    RECORD_PATH,
    RecordId,
    page_request_dependency,
    page_response,
    projection_dependency,
    record_response,
)


def add_read_routes(
    router: APIRouter, resource: Resource, *, can_read: Callable[..., Any] = auth.can_read, note: str = ""
) -> None:
    """Adds the routes for the list, the count and one record. `note` is appended to their published descriptions."""
    reader, many, noun = resource.reader, resource.many, resource.noun
    caller, parent = Depends(can_read), Depends(parent_id_dependency(reader))
    filters = Depends(_filters_dependency(resource.filters))
    on_expanding = ["insufficient_permission"] if any(map(_for_admin_keys, reader.expands.values())) else []

    @router.get(
        "",
        name=f"list_{many}",
        summary=f"List {many}",
        description=f"Returns the {many} that you can see, newest first, one page at a time. "
        f"Follow `next_cursor` until `has_more` is false.{note}",
        response_model=resource.named(PageOf, "Page"),
        response_description=f"A page of {many}.",
        openapi_extra=fails_with("invalid_cursor", *on_expanding),
    )
    async def list_records(
        request: Request,
        database: DatabaseDep,
        claim: Annotated[Claim, caller],
        parent_id: Annotated[ParentId, parent],
        page_request: Annotated[PageRequest, Depends(page_request_dependency(reader))],
        filters: Annotated[RowFilters, filters],
        projection: Annotated[Projection, Depends(projection_dependency(reader))],
    ) -> Response:
        _require_for(projection, reader, claim)
        criteria = _criteria(filters)
        projection = replace(projection, include_deleted=criteria.include_deleted)
        page = await reader.page(database, claim, criteria, page_request, projection, parent_id=parent_id)
        return page_response(request, page)

    @router.get(
        "/count",
        name=f"count_{many}",
        summary=f"Count {many}",
        description=f"Returns the number of {many} in a list with the same filters, over all pages.{note}",
        response_model=Count,
        response_description=f"The number of {many}.",
    )
    async def count_records(
        database: DatabaseDep,
        claim: Annotated[Claim, caller],
        parent_id: Annotated[ParentId, parent],
        filters: Annotated[RowFilters, filters],
    ) -> Count:
        number = await reader.count(database, claim, _criteria(filters), parent_id=parent_id)
        return Count(count=min(number, MAX_COUNT), more=number > MAX_COUNT)

    @router.get(
        RECORD_PATH,
        name=f"get_{noun}",
        summary=f"Get {resource.one}",
        description=f"Returns one {noun} with its `ETag`. With `If-None-Match`, returns 304 while it is unchanged."
        f"{note}",
        response_model=resource.record,
        openapi_extra=fails_with(*on_expanding),
        response_description=f"The {noun}.",
    )
    async def get_record(
        database: DatabaseDep,
        claim: Annotated[Claim, caller],
        parent_id: Annotated[ParentId, parent],
        id: RecordId,
        projection: Annotated[Projection, Depends(projection_dependency(reader, deleted=True))],
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        _require_for(projection, reader, claim)
        record = await reader.get(database, claim, id, projection, parent_id=parent_id)
        # The ETag is the record's own version and doesn't cover the expanded records.
        return record_response(record, None if projection.expand else if_none_match)


def _filters_dependency(model: type[RowFilters]) -> Callable[..., Awaitable[RowFilters]]:
    """Returns the FastAPI dependency that reads a list's filters."""

    async def filters(query: Annotated[model, Query()]) -> RowFilters:  # type: ignore[valid-type]  # model is a value
        return query

    return filters


def _criteria(filters: RowFilters) -> Criteria:
    return Criteria(filters.applied(), getattr(filters, "q", None), getattr(filters, "include_deleted", False))


def _require_for(projection: Projection, reader: RecordReader, claim: Claim) -> None:
    """Raises InsufficientPermission when the projection expands users and the key isn't an Admin key, so that users
    can't be read this way either.
    """
    for name in projection.expand:
        if _for_admin_keys(reader.expands[name]):
            require(Permission.ADMIN, claim.permission, f"Expanding '{name}'")


def _for_admin_keys(expandable: tuple[str, RecordReader]) -> bool:
    return expandable[1].for_admin_keys
