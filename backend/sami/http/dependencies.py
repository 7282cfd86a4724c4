"""The dependencies that authenticate and authorize a call.

Routes of the public API declare `claim: CanRead`, `actor: CanWrite` and the like; routes of the settings API declare
`person: SignedIn` or `WorkspaceAdmin`. A route without any of them is public. `tests/security/test_routes.py` lists
every route with its dependency.

The two credentials are strictly separate: `/api` ignores keys, and `/v1` ignores cookies.
"""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth import sessions
from sami.auth.actor import Actor, prove
from sami.auth.claims import Claim
from sami.auth.cross_site import refuse_cross_site
from sami.auth.permission import Permission
from sami.auth.refusals import add_admin_remedy, dead_key_error
from sami.auth.used_permission import require
from sami.db.database import Database
from sami.errors.types import AdminRequired, InvalidKey, MissingCredentials, MultipleCredentials, SessionRequired
from sami.http.body import receive_body
from sami.http.client import client_of
from sami.http.dry_run import DryRun
from sami.http.parameters import check_parameters
from sami.http.request_context import context_of
from sami.models.user import Role
from sami.services import services

SESSION_COOKIE = "sami_session"


async def database(request: Request) -> Database:
    """Returns the process's database."""
    return services(request).database


async def transaction(request: Request) -> AsyncIterator[AsyncSession]:
    """Yields a session, then commits it; a dry run is rolled back instead."""
    async with services(request).database.transaction() as session:
        yield session
        if context_of(request.scope).dry_run:
            await session.rollback()


DatabaseDep = Annotated[Database, Depends(database)]

#: Commits after the route function returns and before the response is sent, so a failed commit fails the call.
#: (FastAPI's default scope commits after the client has received its success response.)
Transaction = Annotated[AsyncSession, Depends(transaction, scope="function")]


# The public API: keys -----------------------------------------------------------------------------

_API_KEY = b"x-api-key"
_CREDENTIAL_HEADERS = frozenset({b"authorization", _API_KEY})


async def presented_claim(request: Request) -> Claim:
    """Returns the claim of the key in the request, and counts the call against the key's limit.

    Whether the key still works is not known yet. Raises MissingCredentials, MultipleCredentials, InvalidKey,
    RateLimited.
    """
    text = _presented_key(request)
    app_state = services(request)
    claim = await app_state.verifier.claim(text)
    context = context_of(request.scope)
    context.claim = claim
    context.rate_limit_status = await app_state.key_limits.count(claim.key_id)
    context.rate_limit_status.raise_if_exceeded()
    return claim


async def can_read(request: Request) -> Claim:
    """Lets in keys of any permission. The statement that reads also proves the key."""
    claim = await presented_claim(request)
    check_parameters(request)
    return claim


async def can_read_directory(request: Request) -> Claim:
    """Lets in Admin keys only: no other key may list users and teams."""
    claim = await can_read(request)
    require(Permission.ADMIN, claim.permission)
    return claim


async def _claim_to_write(request: Request) -> Claim:
    return await _claim_for(request, Permission.WRITE)


async def _claim_to_administer(request: Request) -> Claim:
    return await _claim_for(request, Permission.ADMIN)


async def _claim_to_configure(request: Request) -> Claim:
    """Requires the permission. The code that writes checks in the database that the user is a workspace admin."""
    return await _claim_for(request, Permission.ADMIN, "Configuring pipelines and stages", admins_only=True)


# A dependency of its own, so that the permission is checked before any parameter is read.
_ClaimToWrite = Annotated[Claim, Depends(_claim_to_write)]
_ClaimToAdminister = Annotated[Claim, Depends(_claim_to_administer)]
_ClaimToConfigure = Annotated[Claim, Depends(_claim_to_configure)]


async def can_write(request: Request, claim: _ClaimToWrite, session: Transaction, dry_run: DryRun = False) -> Actor:
    """Lets in keys that may write, and proves the claim in the transaction that writes."""
    return await _prove(request, claim, session, dry_run)


async def can_admin(
    request: Request, claim: _ClaimToAdminister, session: Transaction, dry_run: DryRun = False
) -> Actor:
    """Lets in Admin keys, and proves the claim in the transaction that writes."""
    return await _prove(request, claim, session, dry_run)


async def can_configure(
    request: Request, claim: _ClaimToConfigure, session: Transaction, dry_run: DryRun = False
) -> Actor:
    """Lets in Admin keys for configuration, which also requires a workspace admin (see `_claim_to_configure`)."""
    return await _prove(request, claim, session, dry_run)


async def can_write_each(request: Request, claim: _ClaimToWrite, dry_run: DryRun = False) -> Claim:
    """Lets in keys that may write, for a batch: each of its transactions proves the claim again."""
    return await _prepare_write(request, claim, dry_run)


async def can_configure_each(request: Request, claim: _ClaimToConfigure, dry_run: DryRun = False) -> Claim:
    """Lets in Admin keys for a batch of configuration; each of its transactions proves the claim again."""
    return await _prepare_write(request, claim, dry_run)


CanRead = Annotated[Claim, Depends(can_read)]
CanReadDirectory = Annotated[Claim, Depends(can_read_directory)]
CanWrite = Annotated[Actor, Depends(can_write)]


async def _claim_for(
    request: Request, permission: Permission, doing: str = "This call", *, admins_only: bool = False
) -> Claim:
    claim = await presented_claim(request)
    require(permission, claim.permission, doing, admins_only=admins_only)
    return claim


async def _prepare_write(request: Request, claim: Claim, dry_run: bool) -> Claim:
    context_of(request.scope).dry_run = dry_run
    # Before a transaction begins: it must not wait for a slow client.
    await receive_body(request)
    check_parameters(request)
    return claim


async def _prove(request: Request, claim: Claim, session: AsyncSession, dry_run: bool) -> Actor:
    context_of(request.scope).dry_run = dry_run
    # Before the transaction begins: it must not wait for a slow client.
    await receive_body(request)
    actor = await prove(session, claim)
    if actor is None:
        raise await dead_key_error(services(request).database, claim)
    check_parameters(request)
    return actor


def _presented_key(request: Request) -> str:
    presented = [header for header in request.scope["headers"] if header[0] in _CREDENTIAL_HEADERS]
    if len(presented) > 1:
        raise MultipleCredentials()
    if not presented:
        raise MissingCredentials()
    [(name, value)] = presented
    text: str = value.decode("latin-1")
    if name == _API_KEY:
        return text.strip()
    scheme, _, key = text.partition(" ")
    if scheme.lower() != "bearer":
        raise InvalidKey()
    return key.strip()


# The settings API: sessions -----------------------------------------------------------------------


async def signed_in(request: Request, session: Transaction) -> sessions.Person:
    """Returns the signed-in person with their current role and data. Raises CrossSiteRequest, SessionRequired."""
    refuse_cross_site(request, public_url=services(request).settings.public_url)
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        raise SessionRequired()
    await receive_body(request)
    person = await sessions.find(session, token, client_of(request.scope))
    if person is None:
        raise SessionRequired()
    check_parameters(request)
    return person


SignedIn = Annotated[sessions.Person, Depends(signed_in)]


async def workspace_admin(person: SignedIn, session: Transaction) -> sessions.Person:
    """Returns the signed-in person if they are an admin of their workspace. Raises AdminRequired."""
    if person.role != Role.ADMIN:
        raise add_admin_remedy(AdminRequired(), await sessions.admin_names(session, person))
    return person


WorkspaceAdmin = Annotated[sessions.Person, Depends(workspace_admin)]
