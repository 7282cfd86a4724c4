"""Entity tags (RFC 9110 §8.8.3) for a record's version or content, and the conditional requests that use them (§13)."""

import hashlib
from typing import Annotated

from fastapi import Header

from sami.errors.types import VersionMismatch

_TAG = r'(W/)?"[!#-~]*"'

#: With RFC 9110's capitals, for the docs; FastAPI would lower-case them.
IfNoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", description="The `ETag` that you have. You get 304 while the record is unchanged."),
]
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        # Otherwise a version sent without its quotes would fail as stale every time.
        pattern=rf"^(\*|{_TAG}(\s*,\s*{_TAG})*)$",
        description="The `ETag` that you read. If the record has changed since, nothing happens and you get 412.",
        examples=['"1"'],
    ),
]


def etag(version: int | None, content: str = "") -> str:
    """Returns the tag of a record's version, or of its `content` when it has no version."""
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:32] if version is None else version}"'


def is_unchanged(condition: str | None, tag: str) -> bool:
    """Returns whether `If-None-Match` names this tag (weak comparison, §13.1.2), so that the response is a 304."""
    return _contains(condition, tag, weak=True)


def require_match(condition: str | None, version: int) -> None:
    """Raises VersionMismatch if there is an `If-Match` that doesn't name this version (strong comparison, §13.1.1)."""
    if condition is not None and not _contains(condition, etag(version), weak=False):
        raise VersionMismatch(
            f"You sent If-Match: {condition[:80]}, but the record is at {etag(version)}. Read it again, then retry.",
            headers={"ETag": etag(version)},
        )


def _contains(condition: str | None, tag: str, *, weak: bool) -> bool:
    if condition is None:
        return False
    tags = [each.strip() for each in condition.split(",")]
    if weak:
        tags = [each.removeprefix("W/") for each in tags]
    return tags == ["*"] or tag in tags
