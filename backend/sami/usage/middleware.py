"""Counts a call when its answer starts, and only then is it known whether the key was accepted."""

from typing import cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sami.auth.claims import Claim
from sami.http.client import client_of
from sami.services import Services


class CountUses:
    """Pure ASGI. A call counts when its key was proven: not when refused (401) and not when we failed (5xx)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_and_count(message: Message) -> None:
            if message["type"] == "http.response.start":
                claim = cast(Claim | None, scope.get("sami.claim"))
                if claim is not None and message["status"] != 401 and message["status"] < 500:
                    services = cast(Services, scope["app"].state.services)
                    await services.recorder.used(claim, client_of(scope))
            await send(message)

        await self._app(scope, receive, send_and_count if scope["type"] == "http" else send)
