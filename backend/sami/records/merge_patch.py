"""JSON merge patch (RFC 7396)."""

import json
from typing import Any

from sami.errors.types import invalid_member
from sami.records.values import validate_custom


def patch_custom(before: dict[str, Any], patch: dict[str, Any] | None) -> dict[str, Any]:
    """Returns `custom` after the patch; None empties it. Raises ValidationFailed when the result is over the limits."""
    try:
        return validate_custom(merge_patch(before, patch) if patch is not None else {})
    except ValueError as cause:
        raise invalid_member("/custom", "value_error", f"{cause}.") from cause


def json_equal(one: Any, other: Any) -> bool:
    """Whether two values are equal as JSON, where `true` is not `1`."""
    return bool(one == other) and (not isinstance(one, dict) or _canonical(one) == _canonical(other))


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def merge_patch(target: Any, patch: Any) -> Any:
    """Returns `target` after the patch (RFC 7396, section 2). Both are JSON values; neither is modified."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merge_patch(result.get(name), value)
    return result
