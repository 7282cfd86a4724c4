"""Reads JSON bodies: receives them after the caller is authorized and before the transaction begins, and parses them
inside it (ADR 4).

FastAPI parses a declared body before it resolves any dependency. A caller without permission could then learn that
their JSON is invalid, and a Read only key would get a 422 instead of its 403. Here the body is a dependency that comes
after the one for the actor. `receive_body` fetches its bytes earlier, once the key's permission is known and before a
transaction is open, so a slow client holds no connection and no lock, and can't extend the life of a revoked key.
"""

import asyncio
from collections.abc import Sequence
from email.message import Message
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json
from starlette.requests import Request

from sami.errors.types import BodyTooLarge, MalformedJson, RequestTimeout, UnsupportedMediaType
from sami.http.problem import validation_failed
from sami.http.request_context import context_of

MAX_BODY_BYTES = 1024 * 1024
MAX_BODY_SECONDS = 10
JSON, MERGE_PATCH = "application/json", "application/merge-patch+json"


class JsonBody:
    """A dependency that returns the body as a valid `model`. `sami.openapi.document` uses it to document the body.

    Raises RequestTimeout, BodyTooLarge, UnsupportedMediaType, MalformedJson or ValidationFailed, checked in this order
    when the caller's dependency has already received the body.
    """

    def __init__(
        self,
        model: type[BaseModel],
        media_types: Sequence[str] = (JSON,),
        *,
        documented_as: type[BaseModel] | None = None,
    ) -> None:
        self.model = model
        self.documented_as = documented_as or model
        self.media_types = media_types

    async def __call__(self, request: Request) -> Any:
        content_type = request.headers.get("content-type", "")
        if not self._accepts(content_type):
            accepted = ", ".join(self.media_types)
            raise UnsupportedMediaType(f"Send the body with 'Content-Type: {JSON}'.", headers={"Accept": accepted})
        body = await receive_body(request)
        try:
            data = from_json(body, allow_inf_nan=False)
        except ValueError as cause:
            raise MalformedJson(f"{str(cause)[:1].upper()}{str(cause)[1:]}.") from cause
        try:
            return self.model.model_validate(data)
        except ValidationError as cause:
            raise validation_failed(cause) from None

    def _accepts(self, content_type: str) -> bool:
        header = Message()
        header["content-type"] = content_type
        charset = header.get_param("charset", "utf-8")
        return header.get_content_type() in self.media_types and str(charset).lower() in ("utf-8", "utf8")


async def receive_body(request: Request) -> bytes:
    """Returns the bytes of the body; the first call fetches them. Raises BodyTooLarge, RequestTimeout."""
    context = context_of(request.scope)
    if context.body is None:
        try:
            async with asyncio.timeout(MAX_BODY_SECONDS):
                context.body = await _read(request)
        except TimeoutError as cause:
            raise RequestTimeout(f"The whole body must arrive within {MAX_BODY_SECONDS} seconds.") from cause
    return context.body


async def _read(request: Request) -> bytes:
    too_large = BodyTooLarge(f"The limit is {MAX_BODY_BYTES} bytes (1 MiB).", members={"limit_bytes": MAX_BODY_BYTES})
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > MAX_BODY_BYTES:
        raise too_large
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise too_large
    return bytes(body)
