"""The routers of the public API and of the settings panel's API, and the OpenAPI document of each."""

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
from sami.webhooks.schemas import EVENT_SCHEMAS

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

_BAD_CREDENTIALS = (
    "missing_credentials",
    "multiple_credentials",
    "invalid_key",
    "key_revoked",
    "key_expired",
    "owner_deactivated",
)
_READING = (*_BAD_CREDENTIALS, "rate_limited", "unknown_parameter")
_READING_DIRECTORY = (*_READING, "insufficient_permission")
# These receive the body, whether or not the route declares one.
_CHANGING = (*_READING_DIRECTORY, "request_timeout", "body_too_large")
_SIGNED_IN = ("session_required", "unknown_parameter", "cross_site_request", "request_timeout", "body_too_large")

#: The dependencies that authenticate callers, with the codes that they refuse others with. A route with none of these
#: is public.
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
    "session": {"type": "apiKey", "in": "cookie", "name": auth.SESSION_COOKIE, "description": "Set when you sign in."},
}


def public_document() -> Document:
    """Returns the document for third parties, which is shown at `/docs`."""
    document = openapi_document(
        title="SAMI OS API",
        version=__version__,
        description="",
        routers=PUBLIC,
        tags=[
            {"name": "Me", "description": "Who a key acts as, and its rights."},
            {"name": "Contacts", "description": "The people and organisations that your workspace deals with."},
            {
                "name": "Pipelines",
                "description": "Sequences of stages that deals move through. Workspace admins configure them.",
            },
            {"name": "Stages", "description": "The steps of a pipeline: open, won or lost."},
            {
                "name": "Deals",
                "description": "Potential sales to contacts, which move through the stages of a pipeline.",
            },
            {"name": "Messages", "description": "Messages to and from contacts. They are recorded here, not sent."},
            {"name": "Changes", "description": "The changes to the records that you see, in order."},
            {"name": "Users", "description": "The people in your workspace."},
            {
                "name": "Teams",
                "description": "Groups of people who can see each other's records with `team` visibility.",
            },
            {
                "name": "Webhooks",
                "description": "Notifications of changes to records, sent to your URL as they happen.",
            },
            {"name": "Leaked keys", "description": "For anybody who finds a key in a public place."},
        ],
        security_schemes=_KEY_SCHEMES,
        credentials=CREDENTIALS,
        sent=EVENT_SCHEMAS,
    )
    # The heading of the tags in the sidebar, below the headings of the introduction.
    document["x-tagGroups"] = [{"name": "Reference", "tags": [tag["name"] for tag in document["tags"]]}]
    # Operations respond with some of the codes; the last is for methods without an operation.
    codes = {*document["components"]["schemas"]["ErrorCode"]["enum"], "method_not_allowed"}
    document["info"]["description"] = introduction(error for code, error in error_classes().items() if code in codes)
    return document


def settings_document() -> Document:
    """Returns the document for the settings panel."""
    return openapi_document(
        title="SAMI OS settings",
        version=__version__,
        description="The API of the settings panel. It needs a signed-in session and doesn't accept API keys.",
        routers=SETTINGS,
        tags=[
            {"name": "Session", "description": "Signing in and out."},
            {"name": "Keys", "description": "Creating, renaming, replacing and revoking your own API keys."},
            {"name": "Workspace", "description": "Everybody's API keys, for workspace admins."},
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
    """Returns the document of the public API."""
    return Response(_public_text(), media_type="application/json", headers={"Cache-Control": "no-cache"})


@cache
def _public_text() -> str:
    return json.dumps(public_document(), ensure_ascii=False, separators=(",", ":"))
