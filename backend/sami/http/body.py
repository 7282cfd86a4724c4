"""Reading a JSON body, after the caller was let in.

FastAPI parses a declared body before it resolves any dependency, so a caller without a right could learn that their
JSON is bad, and a Read only key would get a 422 where it must get its 403. As a dependency that stands behind the one
for the actor, the body is read when its turn comes.
"""

from collections.abc import Sequence
from email.message import Message
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json
from starlette.requests import Request

from sami.errors import BodyTooLarge, MalformedJson, UnsupportedMediaType
from sami.http.problem import validation_failed

MAX_BODY_BYTES = 1024 * 1024
JSON, MERGE_PATCH = "application/json", "application/merge-patch+json"


class JsonBody:
    """A dependency that yields a valid `model`; `sami.http.openapi` finds it and documents the body.

    Raises UnsupportedMediaType, BodyTooLarge, MalformedJson, ValidationFailed; in this order.
    """

    def __init__(self, model: type[BaseModel], media_types: Sequence[str] = (JSON,)) -> None:
        self.model = model
        self.media_types = media_types

    async def __call__(self, request: Request) -> Any:
        content_type = request.headers.get("content-type", "")
        if not self._takes(content_type):
            accepted = ", ".join(self.media_types)
            raise UnsupportedMediaType(f"Send the body with 'Content-Type: {JSON}'.", headers={"Accept": accepted})
        body = await _read(request)
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
