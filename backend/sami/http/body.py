"""Reading a JSON body: after the caller was let in, before the transaction begins, and parsed within it.

FastAPI parses a declared body before it resolves any dependency, so a caller without a right could learn that their
JSON is bad, and a Read only key would get a 422 where it must get its 403. Here the body is a dependency behind the one
for the actor. Its bytes are fetched earlier, by `receive_body`, once the key's permission is known and before a
transaction is open: a client that dawdles then holds nobody's connection, nobody's lock, and no key's life.
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
    """A dependency that yields a valid `model`; `sami.openapi.document` finds it and documents the body.

    Raises RequestTimeout, BodyTooLarge, UnsupportedMediaType, MalformedJson, ValidationFailed; in this order, where the
    caller's dependency has received the body.
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
        if not self._takes(content_type):
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

    def _takes(self, content_type: str) -> bool:
        header = Message()
        header["content-type"] = content_type
        charset = header.get_param("charset", "utf-8")
        return header.get_content_type() in self.media_types and str(charset).lower() in ("utf-8", "utf8")


async def receive_body(request: Request) -> bytes:
    """The bytes of the body, fetched at the first call. Raises BodyTooLarge, RequestTimeout."""
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
