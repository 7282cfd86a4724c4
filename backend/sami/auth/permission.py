"""What a key may do, and the rights each permission carries. `product.md`'s table, in one place."""

from enum import StrEnum


class Permission(StrEnum):
    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def includes(self, other: "Permission") -> bool:
        """Each permission includes the ones before it."""
        return _RANK[self] >= _RANK[other]


_RANK = {permission: rank for rank, permission in enumerate(Permission)}

#: Right → the least permission that carries it. `GET /v1/me` lists those a key has.
RIGHTS = {
    "profile:read": Permission.READ,
    "contacts:read": Permission.READ,
    "contacts:write": Permission.WRITE,
    "contacts:delete": Permission.WRITE,
    "contacts:assign": Permission.ADMIN,
    "contacts:restore": Permission.ADMIN,
    "contacts:delete_permanently": Permission.ADMIN,
}


def rights(permission: Permission) -> list[str]:
    return [right for right, least in RIGHTS.items() if permission.includes(least)]
