"""The permission that a call needs: asked for here alone, so that what a key was really used for can be told.

Which permission a call needs shows while it runs (a parameter or a member of the body may ask for more than the
route), in places that know nothing of requests; so it is noted in the context of the running call.
"""

from contextvars import ContextVar

from sami.auth.permission import Permission
from sami.errors.types import InsufficientPermission


class UsedPermission:
    """The widest permission that the running call was let in by."""

    __slots__ = ("permission",)

    def __init__(self) -> None:
        self.permission = Permission.READ


_RUNNING: ContextVar[UsedPermission | None] = ContextVar("used_permission", default=None)


def start_tracking() -> UsedPermission:
    """The need of the call that begins here."""
    used = UsedPermission()
    _RUNNING.set(used)
    return used


def require(permission: Permission, held: Permission, doing: str = "This call", *, admins_only: bool = False) -> None:
    """Raises InsufficientPermission when a key that holds `held` may not do what needs `permission`. `doing` begins the
    sentence that says so; `admins_only`: beyond the permission, it takes a workspace admin.
    """
    if not held.includes(permission):
        raise InsufficientPermission(required=permission, actual=held, doing=doing, admins_only=admins_only)
    used = _RUNNING.get()
    if used is not None and not used.permission.includes(permission):
        used.permission = permission
