"""The composition root: creates the application, with everything it needs, from its settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import Route

from sami import routers
from sami.auth.claims import ClaimMemory
from sami.auth.passwords import Passwords
from sami.auth.refusals import explain_error
from sami.auth.verify import Verifier
from sami.background.worker import running_worker
from sami.config import Settings
from sami.db.database import Database
from sami.errors.types import MethodNotAllowed, RateLimited, SamiError, Unauthenticated
from sami.http.count_usage import CountUses
from sami.http.problem import as_sami_error, problem_response
from sami.http.request_context import context_of
from sami.http.request_middleware import RequestMiddleware
from sami.limits.attempts import ReportThrottle, SignInThrottle
from sami.limits.keys import KeyLimits
from sami.limits.valkey import Valkey
from sami.observability import health
from sami.observability.log import configure_logging
from sami.observability.metrics_port import writing_metrics
from sami.observability.process import exit_with_supervisor, freeze_startup_objects
from sami.pages import errors as error_pages
from sami.pages import guides
from sami.pages.static import static_routes
from sami.services import Services, services
from sami.usage.recorder import Recorder


def create_app(settings: Settings | None = None) -> FastAPI:
    """Creates the application. `settings` default to those in the environment.

    Raises ConfigurationError when a setting is missing or invalid.
    """
    settings = settings or Settings()
    url, valkey_url, peppers = settings.require_database_url(), settings.valkey(), settings.peppers()
    configure_logging(level=settings.log_level, json_lines=settings.production)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with (
            Database.open(url, pool_size=settings.database_pool_size) as database,
            Valkey.open(valkey_url) as valkey,
            Recorder(database).running() as recorder,
            running_worker(settings) if settings.embeds_worker else nullcontext(),
        ):
            app.state.services = Services(
                settings=settings,
                database=database,
                peppers=peppers,
                verifier=Verifier(database, peppers, ClaimMemory()),
                passwords=Passwords(),
                throttle=SignInThrottle(
                    valkey,
                    per_account=settings.sign_in_limit_per_account,
                    per_address=settings.sign_in_limit_per_address,
                ),
                report_throttle=ReportThrottle(valkey, per_address=settings.report_limit_per_address),
                key_limits=KeyLimits(valkey, settings.rate_limit),
                recorder=recorder,
                webhook_rules=settings.webhook_rules(),
            )
            exit_with_supervisor()
            freeze_startup_objects()
            async with writing_metrics(app.state.services):
                yield

    app = FastAPI(
        title="SAMI OS",
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        # Otherwise FastAPI checks on every request whether telemetry has been configured.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    for router in (
        *routers.PUBLIC,
        *routers.SETTINGS,
        routers.router,
        health.router,
        error_pages.router,
        guides.router,
    ):
        # `include_router` would make every request search for its route a second time, router by router.
        app.router.routes.extend(router.routes)
    if not settings.production:
        app.router.routes.extend(health.metrics_router.routes)
    app.router.routes.extend(static_routes())
    for failure in (SamiError, RequestValidationError, HTTPException):
        app.add_exception_handler(failure, _handle_error)
    # The middleware added last is the outermost.
    app.add_middleware(CountUses)
    app.add_middleware(RequestMiddleware, https=(settings.public_url or "").startswith("https:"))
    return app


async def _handle_error(request: Request, failure: Exception) -> Response:
    """Turns any exception from a route into a problem response."""
    error = as_sami_error(failure)
    if isinstance(error, MethodNotAllowed):
        error.headers["Allow"] = ", ".join(_allowed_methods(request))
    claim = context_of(request.scope).claim
    # A rate-limited call must not cost a database statement: preventing that is the purpose of the limit.
    if claim is not None and not isinstance(error, Unauthenticated | RateLimited):
        app_state = services(request)
        error = await explain_error(app_state.database, claim, error, address=app_state.settings.public_url)
    return problem_response(error, request.scope)


def _allowed_methods(request: Request) -> list[str]:
    """Returns the methods of all routes at this address (RFC 9110 §15.5.6); the router reports only the first one's."""
    methods = {
        method
        for context in iter_route_contexts(request.app.routes)
        if isinstance(route := context.original_route, Route) and route.path_regex.match(request.scope["path"])
        for method in route.methods or ()
    }
    # The only addresses without a route are assets.
    return sorted(methods | {"HEAD"} if "GET" in methods else methods) or ["GET", "HEAD"]
