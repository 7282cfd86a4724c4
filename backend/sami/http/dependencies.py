"""Who may call: `claim: CanRead`, `actor: CanWrite` and their like on the public API, `person: SignedIn` or
`WorkspaceAdmin` on the settings surface. A route with none of them is public; `tests/security` lists every route.

Neither stands in for the other: a key is never looked at on `/api`, a cookie never on `/v1`.
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
from sami.auth.refusals import fixed_by_admins, why_refused
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
    return services(request).database


async def transaction(request: Request) -> AsyncIterator[AsyncSession]:
    async with services(request).database.transaction() as session:
        yield session
        if context_of(request.scope).dry_run:
            await session.rollback()


DatabaseDep = Annotated[Database, Depends(database)]

#: Committed when the route function has returned and before the answer leaves: a failed commit is a failed call.
#: (FastAPI's default scope commits after the client was told of success.)
Transaction = Annotated[AsyncSession, Depends(transaction, scope="function")]


# The public API: keys -----------------------------------------------------------------------------

_API_KEY = b"x-api-key"
_CREDENTIAL_HEADERS = frozenset({b"authorization", _API_KEY})


async def presented_claim(request: Request) -> Claim:
    """The claim of the key that the request presents. The key's life is not known yet."""
    text = _presented_key(request)
    app_state = services(request)
    claim = await app_state.verifier.claim(text)
    context = context_of(request.scope)
    context.claim = claim
    context.key_standing = await app_state.key_limits.count(claim.key_id)
    context.key_standing.require_allowed()
    return claim


async def can_read(request: Request) -> Claim:
    """Any permission reads. The statement that reads proves the key."""
    claim = await presented_claim(request)
    check_parameters(request)
    return claim


async def can_read_directory(request: Request) -> Claim:
    """Users and teams are listed for Admin keys alone."""
    claim = await can_read(request)
    require(Permission.ADMIN, claim.permission)
    return claim


async def _write_key(request: Request) -> Claim:
    return await _claim_for(request, Permission.WRITE)


async def _admin_key(request: Request) -> Claim:
    return await _claim_for(request, Permission.ADMIN)


async def _workspace_admins_key(request: Request) -> Claim:
    """Whether it is one is asked of the database, by what changes."""
    return await _claim_for(request, Permission.ADMIN, "Configuring pipelines and stages", admins_only=True)


# A dependency before the one that changes: whether the permission is enough is decided before any parameter is read.
_WriteKey = Annotated[Claim, Depends(_write_key)]
_AdminKey = Annotated[Claim, Depends(_admin_key)]
_WorkspaceAdminsKey = Annotated[Claim, Depends(_workspace_admins_key)]


async def can_write(request: Request, claim: _WriteKey, session: Transaction, dry_run: DryRun = False) -> Actor:
    return await _proven(request, claim, session, dry_run)


async def can_admin(request: Request, claim: _AdminKey, session: Transaction, dry_run: DryRun = False) -> Actor:
    return await _proven(request, claim, session, dry_run)


async def can_configure(
    request: Request, claim: _WorkspaceAdminsKey, session: Transaction, dry_run: DryRun = False
) -> Actor:
    return await _proven(request, claim, session, dry_run)


async def can_write_each(request: Request, claim: _WriteKey, dry_run: DryRun = False) -> Claim:
    """For a batch, where each change proves the claim anew in a transaction of its own."""
    return await _to_change(request, claim, dry_run)


async def can_configure_each(request: Request, claim: _WorkspaceAdminsKey, dry_run: DryRun = False) -> Claim:
    return await _to_change(request, claim, dry_run)


CanRead = Annotated[Claim, Depends(can_read)]
CanReadDirectory = Annotated[Claim, Depends(can_read_directory)]
CanWrite = Annotated[Actor, Depends(can_write)]


async def _claim_for(
    request: Request, permission: Permission, doing: str = "This call", *, admins_only: bool = False
) -> Claim:
    claim = await presented_claim(request)
    require(permission, claim.permission, doing, admins_only=admins_only)
    return claim


async def _to_change(request: Request, claim: Claim, dry_run: bool) -> Claim:
    context_of(request.scope).dry_run = dry_run
    # Before a transaction begins, which must not wait for a slow client.
    await receive_body(request)
    check_parameters(request)
    return claim


async def _proven(request: Request, claim: Claim, session: AsyncSession, dry_run: bool) -> Actor:
    context_of(request.scope).dry_run = dry_run
    # Before the transaction begins, which must not wait for a slow client.
    await receive_body(request)
    actor = await prove(session, claim)
    if actor is None:
        raise await why_refused(services(request).database, claim)
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


# The settings surface: sessions -------------------------------------------------------------------


async def signed_in(request: Request, session: Transaction) -> sessions.Person:
    """The person whose session cookie it is, as they are now. Raises CrossSiteRequest, SessionRequired."""
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
    """A signed-in person who is an admin of their workspace. Raises AdminRequired."""
    if person.role != Role.ADMIN:
        raise fixed_by_admins(AdminRequired(), await sessions.admin_names(session, person))
    return person


WorkspaceAdmin = Annotated[sessions.Person, Depends(workspace_admin)]
