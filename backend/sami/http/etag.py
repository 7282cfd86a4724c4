"""Entity tags (RFC 9110 §8.8.3), of a record's version or its content, and the conditions that use them (§13)."""

import hashlib
from typing import Annotated

from fastapi import Header

from sami.errors.types import VersionMismatch

_TAG = r'(W/)?"[!#-~]*"'

#: Spelled as RFC 9110 does, for the docs; FastAPI would write them small.
IfNoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", description="The `ETag` that you have. You get 304 while the record is unchanged."),
]
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        # A version without its quotes would otherwise look like one that is stale, for ever.
        pattern=rf"^(\*|{_TAG}(\s*,\s*{_TAG})*)$",
        description="The `ETag` that you read. If the record has changed since, nothing happens and you get 412.",
        examples=['"1"'],
    ),
]


def etag(version: int | None, content: str = "") -> str:
    """Of a record that counts its versions, or else of its `content`."""
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:32] if version is None else version}"'


def is_unchanged(condition: str | None, tag: str) -> bool:
    """Whether `If-None-Match` names this tag: then 304. Weak comparison, as §13.1.2 has it."""
    return _names(condition, tag, weak=True)


def require_match(condition: str | None, version: int) -> None:
    """Raises VersionMismatch when there is an `If-Match` and it does not name this version (§13.1.1, strong)."""
    if condition is not None and not _names(condition, etag(version), weak=False):
        raise VersionMismatch(
            f"You sent If-Match: {condition[:80]}, but the record is at {etag(version)}. Read it again, then retry.",
            headers={"ETag": etag(version)},
        )


def _names(condition: str | None, tag: str, *, weak: bool) -> bool:
    if condition is None:
        return False
    tags = [each.strip() for each in condition.split(",")]
    if weak:
        tags = [each.removeprefix("W/") for each in tags]
    return tags == ["*"] or tag in tags
