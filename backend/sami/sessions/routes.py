"""`/api/session`: sign in to and out of the settings panel."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from sami.auth import sessions
from sami.auth.cross_site import refuse_cross_site
from sami.demo import accounts
from sami.http.body import JsonBody
from sami.http.client import client_of
from sami.http.dependencies import SESSION_COOKIE, DatabaseDep, SignedIn, Transaction
from sami.http.parameters import check_parameters
from sami.openapi.document import by_name, fails_with
from sami.services import services
from sami.sessions import service
from sami.sessions.schemas import Credentials, DemoAccount, SessionInfo, SessionUser, SessionWorkspace, SignInHints

router = APIRouter(prefix="/api", tags=["Session"], generate_unique_id_function=by_name)

#: Browsers don't even send the cookie to the public API.
COOKIE_PATH = "/api"


async def require_same_site(request: Request) -> None:
    """Refuses a sign-in from another site, which could sign its visitor in to somebody else's account."""
    refuse_cross_site(request, public_url=services(request).settings.public_url)


@router.post(
    "/session",
    summary="Sign in",
    response_model=SessionInfo,
    dependencies=[Depends(require_same_site)],
    openapi_extra=fails_with("invalid_credentials", "cross_site_request", "rate_limited"),
)
async def sign_in(
    request: Request,
    response: Response,
    database: DatabaseDep,
    body: Annotated[Credentials, Depends(JsonBody(Credentials))],
) -> SessionInfo:
    """Sets the session cookie. The response is the same for an unknown email address and a wrong password."""
    app_state = services(request)
    client = client_of(request.scope)
    await app_state.throttle.attempt(email=body.email.strip().lower(), ip=client.ip)
    token, person = await service.sign_in(database, body, app_state.passwords, client)
    await app_state.throttle.succeeded(email=person.email)
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(sessions.LIFETIME.total_seconds()),
        path=COOKIE_PATH,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https" or (app_state.settings.public_url or "").startswith("https:"),
    )
    return _session_info(person)


@router.get("/session", summary="Who is signed in?", response_model=SessionInfo)
async def get_session(person: SignedIn) -> SessionInfo:
    """Returns the person that the session cookie belongs to."""
    return _session_info(person)


@router.delete("/session", status_code=204, summary="Sign out")
async def sign_out(person: SignedIn, session: Transaction) -> Response:
    """Ends the session on the server and in the browser."""
    await service.sign_out(session, person)
    response = Response(status_code=204)
    response.delete_cookie(SESSION_COOKIE, path=COOKIE_PATH, httponly=True, samesite="lax")
    return response


@router.get(
    "/sign-in-hints",
    summary="Is anybody signed in?",
    response_model=SignInHints,
    openapi_extra=fails_with("unknown_parameter"),
)
async def get_sign_in_hints(request: Request, session: Transaction) -> SignInHints:
    """Returns whether the caller has a session, without failing like `GET /api/session`. If demo data is loaded, also
    returns the demo accounts and their password, but never in production.
    """
    check_parameters(request)
    token = request.cookies.get(SESSION_COOKIE)
    signed_in = token is not None and await sessions.find(session, token, client_of(request.scope)) is not None
    if services(request).settings.production:
        return SignInHints(signed_in=signed_in, demo_accounts=[], demo_password=None)
    found = [
        DemoAccount(email=each.email, name=each.name, role=each.role, workspace=each.workspace)
        for each in await accounts.active_accounts(session)
    ]
    return SignInHints(signed_in=signed_in, demo_accounts=found, demo_password=accounts.PASSWORD if found else None)


def _session_info(person: sessions.Person) -> SessionInfo:
    return SessionInfo(
        user=SessionUser(id=person.user_id, name=person.name, email=person.email, role=person.role),
        workspace=SessionWorkspace(id=person.workspace_id, name=person.workspace_name),
    )
