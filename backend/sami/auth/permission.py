"""What a key may do, and the rights each permission carries. `product.md`'s table, in one place."""

from enum import StrEnum

from sami.models.user import Role


class Permission(StrEnum):
    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def includes(self, other: "Permission") -> bool:
        """Each permission includes the ones before it."""
        return _RANK[self] >= _RANK[other]


_RANK = {permission: rank for rank, permission in enumerate(Permission)}

_RECORD_RIGHTS = {
    "read": Permission.READ,
    "write": Permission.WRITE,
    "delete": Permission.WRITE,
    "assign": Permission.ADMIN,
    "restore": Permission.ADMIN,
    "delete_permanently": Permission.ADMIN,
}

#: Right → the least permission that carries it.
RIGHTS = {
    "profile:read": Permission.READ,
    **{
        f"{records}:{right}": least
        for records in ("contacts", "deals", "messages")
        for right, least in _RECORD_RIGHTS.items()
    },
    "webhooks:subscribe": Permission.WRITE,
    "pipelines:read": Permission.READ,
    "pipelines:configure": Permission.ADMIN,
    "users:read": Permission.ADMIN,
    "teams:read": Permission.ADMIN,
}

#: Those that only workspace admins have, whatever the key.
ADMINS_RIGHTS = frozenset({"pipelines:configure"})


def rights(permission: Permission, role: str) -> list[str]:
    """What a key may do: what its permission carries and its user may. `GET /v1/me` lists it."""
    return [
        right
        for right, least in RIGHTS.items()
        if permission.includes(least) and (right not in ADMINS_RIGHTS or role == Role.ADMIN)
    ]
