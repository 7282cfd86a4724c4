"""Wraps every request: gives it an id, logs it, adds the headers that every response has, and turns unexpected
exceptions into a response.
"""

import secrets
import time

import structlog
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sami.http.dry_run import as_dry_run
from sami.http.problem import as_sami_error, log_failure, problem_response
from sami.http.request_context import context_of
from sami.observability.metrics import observe

log = structlog.get_logger()

_ALLOWED_IN_REQUEST_ID = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")

#: A response may override each of them.
_DEFAULT_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}


class RequestMiddleware:
    """ASGI middleware. The outermost one, so that every response has a `Request-Id`."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        headers = _DEFAULT_HEADERS | (_HTTPS_ONLY if https else {})
        # Encoded for ASGI once, for all responses.
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        started_at = time.perf_counter()
        context = context_of(scope)
        context.request_id = request_id = f"req_{secrets.token_hex(12)}"
        # RFC 9110 §9.3.2: HEAD is GET without the content, which the server itself leaves out.
        inner = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [
                    *(as_dry_run(message["headers"]) if context.dry_run else message["headers"]),
                    (b"request-id", request_id.encode()),
                    *(context.rate_limit_status.headers() if context.rate_limit_status else ()),
                ]
                names = {name for name, _ in headers}
                message["headers"] = headers + [header for header in self._headers if header[0] not in names]
            await send(message)

        try:
            await self._app(inner, receive, send_with_headers)
        except ClientDisconnect:
            log.info("client disconnected", request_id=request_id)
        except Exception as failure:  # noqa: BLE001 - every exception is logged and gets a response
            error = as_sami_error(failure)
            log_failure("request failed", failure, error, request_id=request_id)
            if not status:
                await problem_response(error, scope)(scope, receive, send_with_headers)
        finally:
            seconds = time.perf_counter() - started_at
            observe(inner, status, seconds)
            log.info(
                "request",
                request_id=request_id,
                client_request_id=_client_request_id(scope),
                method=scope["method"],
                path=scope["path"],
                status=status,
                ms=round(seconds * 1000, 1),
            )


def _client_request_id(scope: Scope) -> str | None:
    """Returns the caller's `X-Request-Id` if it is short and harmless. It is only logged, never used as our own id."""
    sent = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return sent.decode() if 0 < len(sent) <= 64 and _ALLOWED_IN_REQUEST_ID.issuperset(sent) else None
