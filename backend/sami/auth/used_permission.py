"""Checks permissions, and tracks the one that each call needed, so that the panel can say which a key really uses.

All permission checks go through here. A parameter or a body member may need more than the route does, and code that
knows nothing of HTTP requests checks it. So the needed permission is kept in a context variable of the running call.
"""

from contextvars import ContextVar

from sami.auth.permission import Permission
from sami.errors.types import InsufficientPermission


class UsedPermission:
    """The largest permission that the running call has needed so far."""

    __slots__ = ("permission",)

    def __init__(self) -> None:
        self.permission = Permission.READ


_CURRENT: ContextVar[UsedPermission | None] = ContextVar("used_permission", default=None)


def start_tracking() -> UsedPermission:
    """Starts tracking the permission of a call, and returns where it will show."""
    used = UsedPermission()
    _CURRENT.set(used)
    return used


def require(permission: Permission, held: Permission, doing: str = "This call", *, admins_only: bool = False) -> None:
    """Raises InsufficientPermission if a key with the permission `held` may not do something that needs `permission`.

    `doing` is the subject of the error's sentence. `admins_only`: it also needs a user who is a workspace admin.
    """
    if not held.includes(permission):
        raise InsufficientPermission(required=permission, actual=held, doing=doing, admins_only=admins_only)
    used = _CURRENT.get()
    if used is not None and not used.permission.includes(permission):
        used.permission = permission
