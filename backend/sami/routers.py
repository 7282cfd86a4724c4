"""The two surfaces, which routers make each, and the OpenAPI document that describes it."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import APIRouter, Response

from sami import __version__
from sami.audit import routes as audit
from sami.change_feed import routes as change_feed
from sami.contacts import routes as contacts
from sami.deals import routes as deals
from sami.directory import routes as directory
from sami.http import dependencies as auth
from sami.keys import routes as keys
from sami.leaks import routes as leaks
from sami.me import routes as me
from sami.messages import routes as messages
from sami.openapi.document import Codes, Document, error_classes, openapi_document
from sami.openapi.introduction import introduction
from sami.pipelines import routes as pipelines
from sami.sessions import routes as sessions
from sami.webhooks import routes as webhooks
from sami.webhooks.schemas import SENT

PUBLIC = (
    me.router,
    contacts.router,
    pipelines.pipelines,
    pipelines.stages,
    deals.router,
    messages.router,
    change_feed.router,
    directory.users,
    directory.teams,
    webhooks.router,
    leaks.router,
)
SETTINGS = (sessions.router, keys.router, keys.workspace, audit.router)

_DEAD_KEY = (
    "missing_credentials",
    "multiple_credentials",
    "invalid_key",
    "key_revoked",
    "key_expired",
    "owner_deactivated",
)
_READING = (*_DEAD_KEY, "rate_limited", "unknown_parameter")
_READING_DIRECTORY = (*_READING, "insufficient_permission")
# Each receives the body, whether or not its route asks for one.
_CHANGING = (*_READING_DIRECTORY, "request_timeout", "body_too_large")
_SIGNED_IN = ("session_required", "unknown_parameter", "cross_site_request", "request_timeout", "body_too_large")

#: What lets a caller in, and what it refuses others with. A route with none of these is public.
CREDENTIALS: dict[Callable[..., Any], Codes] = {
    auth.can_read: _READING,
    auth.can_read_directory: _READING_DIRECTORY,
    auth.can_write: _CHANGING,
    auth.can_admin: _CHANGING,
    auth.can_write_each: _CHANGING,
    auth.can_configure: _CHANGING,
    auth.can_configure_each: _CHANGING,
    auth.signed_in: _SIGNED_IN,
    auth.workspace_admin: (*_SIGNED_IN, "admin_required"),
}

_KEY_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "sami_…",
        "description": "Your API key as a bearer token.",
    },
    "apiKeyHeader": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "For tools that can't send a bearer token.",
    },
}
_SESSION_SCHEMES = {
    "session": {"type": "apiKey", "in": "cookie", "name": auth.SESSION_COOKIE, "description": "Set by signing in."},
}


def public_document() -> Document:
    """What third parties program against; shown at `/docs`."""
    document = openapi_document(
        title="SAMI OS API",
        version=__version__,
        description="",
        routers=PUBLIC,
        tags=[
            {"name": "Me", "description": "Whom a key acts for, and what it may do."},
            {"name": "Contacts", "description": "The people and organisations that your workspace deals with."},
            {"name": "Pipelines", "description": "The ways that deals go. Workspace admins configure them."},
            {"name": "Stages", "description": "The steps of a pipeline: open, won or lost."},
            {"name": "Deals", "description": "Business that may come of a contact, moving through the stages."},
            {"name": "Messages", "description": "What was said, by either side. Recorded here, not sent."},
            {"name": "Changes", "description": "What happened to the records that you see, in order."},
            {"name": "Users", "description": "The people of your workspace."},
            {"name": "Teams", "description": "Who shares the records that are visible to a team."},
            {"name": "Webhooks", "description": "What happens to records, sent to you as it happens."},
            {"name": "Leaked keys", "description": "For whoever finds a key where none should be."},
        ],
        security_schemes=_KEY_SCHEMES,
        credentials=CREDENTIALS,
        sent=SENT,
    )
    # The sidebar's heading for them, below those of the introduction.
    document["x-tagGroups"] = [{"name": "Reference", "tags": [tag["name"] for tag in document["tags"]]}]
    # An operation answers some; the last is answered where there is none.
    codes = {*document["components"]["schemas"]["ErrorCode"]["enum"], "method_not_allowed"}
    document["info"]["description"] = introduction(error for code, error in error_classes().items() if code in codes)
    return document


def settings_document() -> Document:
    """What the settings panel is programmed against."""
    return openapi_document(
        title="SAMI OS settings",
        version=__version__,
        description="The settings panel's own API. It takes a signed-in session, never an API key.",
        routers=SETTINGS,
        tags=[
            {"name": "Session", "description": "Signing in and out."},
            {"name": "Keys", "description": "Making, renaming, replacing and revoking your own API keys."},
            {"name": "Workspace", "description": "For workspace admins: everybody's API keys."},
            {"name": "Audit", "description": "Who did what, when and from where."},
        ],
        security_schemes=_SESSION_SCHEMES,
        credentials=CREDENTIALS,
    )


def as_text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
async def openapi_json() -> Response:
    """The public API's document."""
    return Response(_public_text(), media_type="application/json", headers={"Cache-Control": "no-cache"})


@cache
def _public_text() -> str:
    return json.dumps(public_document(), ensure_ascii=False, separators=(",", ":"))
