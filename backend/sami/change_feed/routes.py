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
        str | None, names_of(_TYPES, "Return only changes to these types of records.")
    ] = None,
) -> tuple[RecordType, ...]:
    return tuple(map(RecordType, parse_names("type", type, _TYPES) or ()))


Types = Annotated[tuple[RecordType, ...], Depends(types_of)]


@router.get(
    "",
    summary="List changes",
    response_model=ChangePage,
    response_description="The changes after the cursor.",
    openapi_extra=fails_with("invalid_cursor", "cursor_expired"),
)
async def list_changes(
    request: Request,
    claim: CanRead,
    database: DatabaseDep,
    types: Types,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="The maximum number of changes in a page.")] = 50,
    cursor: Annotated[
        str | None,
        Query(
            max_length=2000,
            description="The `next_cursor` of the previous call. Without one, you get a cursor that stands for now.",
        ),
    ] = None,
) -> Response:
    """Returns changes to the records that you see, and which records you can no longer see, to keep a copy in sync.

    Get a cursor with a call without one. List all records. Then call repeatedly, each time with the `next_cursor` of
    the previous call. Store each `record`, and remove the records that come with null. Your copy then equals what the
    lists would return. No change is skipped, however long it took to commit. A change can appear more than once.

    Changes are kept for 30 days. If your cursor is too old, you get `410 cursor_expired`; then start over.
    """
    page = await queries.changes(database, services(request).peppers, claim, types, limit, cursor)
    body = (
        f'{{"data":[{",".join(page.items)}],'
        f'"has_more":{json.dumps(page.has_more)},"next_cursor":{json.dumps(page.next_cursor)}}}'
    )
    headers = next_link(request, page.next_cursor) if page.has_more else {}
    return Response(body, media_type="application/json", headers=headers)
