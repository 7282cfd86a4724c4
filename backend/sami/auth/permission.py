"""The permissions of a key, and the rights that each of them includes.

- `read`, "Read only": view contacts, deals, pipelines, messages and the user's own profile.
- `write`, "Read & write": also create, change, upsert and soft-delete records that the user may edit, and subscribe
  webhooks.
- `admin`, "Admin": also restore and permanently delete records, change their owner or visibility, list users and teams,
  and configure pipelines and stages, as far as the user may.

A key never has more rights than its user.
"""

from enum import StrEnum

from sami.models.user import Role


class Permission(StrEnum):
    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def includes(self, other: "Permission") -> bool:
        """Returns whether this permission includes `other`. Each one includes those before it."""
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

#: Right → the smallest permission that includes it.
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

#: Rights that only workspace admins have, whatever their key's permission.
ADMINS_RIGHTS = frozenset({"pipelines:configure"})


def rights(permission: Permission, role: str) -> list[str]:
    """Returns a key's rights: those that its permission includes and its user has. `GET /v1/me` lists them."""
    return [
        right
        for right, least in RIGHTS.items()
        if permission.includes(least) and (right not in ADMINS_RIGHTS or role == Role.ADMIN)
    ]
