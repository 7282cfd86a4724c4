"""`/v1/changes`"""

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from sami.change_feed import queries
from sami.change_feed.schemas import ChangePage, RecordType
from sami.http.dependencies import CanRead, DatabaseDep
from sami.http.planned_route import PlannedRoute
from sami.openapi.document import by_name, fails_with
from sami.records.schemas import MAX_LIMIT
from sami.resources.responses import names_of, next_link, parse_names
from sami.services import services

router = APIRouter(
    prefix="/v1/changes", tags=["Changes"], generate_unique_id_function=by_name, route_class=PlannedRoute
)

_TYPES = tuple(RecordType)


async def types_of(
    type: Annotated[  # noqa: A002 - the parameter's name in the API
        str | None, names_of(_TYPES, "Changes of these types of records alone.")
    ] = None,
) -> tuple[RecordType, ...]:
    return tuple(map(RecordType, parse_names("type", type, _TYPES) or ()))


Types = Annotated[tuple[RecordType, ...], Depends(types_of)]


@router.get(
    "",
    summary="List changes",
    response_model=ChangePage,
    response_description="What changed after the cursor.",
    openapi_extra=fails_with("invalid_cursor", "cursor_expired"),
)
async def list_changes(
    request: Request,
    claim: CanRead,
    database: DatabaseDep,
    types: Types,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Changes in a page.")] = 50,
    cursor: Annotated[
        str | None,
        Query(max_length=2000, description="`next_cursor` of the call before. Without one you get one of now."),
    ] = None,
) -> Response:
    """What changed of the records that you see, and which of them you no longer see: for a copy that is kept in sync.

    Take a cursor by a call without one; list all records; then call with the cursor, again and again, each time with
    `next_cursor` of the call before. Put each `record` in the place of the one with its id, and remove what comes
    without one: then your copy is what the lists would give you. No change is skipped, however long it took. A change
    may be told twice.

    Changes are kept for 30 days; with a cursor that is too old you get `410 cursor_expired`, and begin anew.
    """
    page = await queries.changes(database, services(request).peppers, claim, types, limit, cursor)
    body = (
        f'{{"data":[{",".join(page.items)}],'
        f'"has_more":{json.dumps(page.has_more)},"next_cursor":{json.dumps(page.next_cursor)}}}'
    )
    headers = next_link(request, page.next_cursor) if page.has_more else {}
    return Response(body, media_type="application/json", headers=headers)
