"""`/api/audit` and `/api/workspace/audit`: who did what, when and from where."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from sami.audit import queries
from sami.audit.schemas import Event
from sami.http.dependencies import SignedIn, Transaction, WorkspaceAdmin
from sami.openapi.document import by_name
from sami.records.schemas import PageOf

router = APIRouter(prefix="/api", tags=["Audit"], generate_unique_id_function=by_name)

Limit = Annotated[int, Query(ge=1, le=100, description="The maximum number of events.")]
Cursor = Annotated[UUID | None, Query(description="The `next_cursor` of the previous page.")]
OfKey = Annotated[UUID | None, Query(description="Only events of the key with this id.")]


@router.get("/audit", summary="List your own events", response_model=PageOf[Event])
async def list_events(
    person: SignedIn, session: Transaction, limit: Limit = 50, cursor: Cursor = None, key_id: OfKey = None
) -> PageOf[Event]:
    """Returns your sign-ins and everything done to your keys, newest first."""
    return await queries.list_events(session, queries.about(person), limit=limit, before=cursor, key_id=key_id)


@router.get("/workspace/audit", summary="List the workspace's events", response_model=PageOf[Event])
async def list_workspace_events(
    person: WorkspaceAdmin, session: Transaction, limit: Limit = 50, cursor: Cursor = None, key_id: OfKey = None
) -> PageOf[Event]:
    """Returns everybody's sign-ins and everything done to their keys, newest first. For workspace admins."""
    return await queries.list_events(
        session, queries.in_workspace_of(person), limit=limit, before=cursor, key_id=key_id
    )
