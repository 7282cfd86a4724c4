"""Counts each call as its response starts, because only then is it known whether the key was accepted."""

from typing import cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sami.auth.used_permission import start_tracking
from sami.http.client import client_of
from sami.http.request_context import context_of
from sami.services import Services


class CountUses:
    """ASGI middleware that records calls made with a key whose secret matched.

    Such a call counts as accepted, or as refused (401, 403, 429). A call that failed on our side (5xx) counts as
    neither.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        used = start_tracking()

        async def send_and_count(message: Message) -> None:
            if message["type"] == "http.response.start":
                claim = context_of(scope).claim
                if claim is not None and message["status"] < 500:
                    recorder = cast(Services, scope["app"].state.services).recorder
                    match message["status"]:
                        case 401:
                            recorder.record_dead(claim, client_of(scope))
                        case 429:
                            recorder.record_rate_limited(claim)
                        case 403:
                            await recorder.record_refused(claim, client_of(scope))
                        case _:
                            await recorder.record_accepted(claim, client_of(scope), used.permission)
            await send(message)

        await self._app(scope, receive, send_and_count)
