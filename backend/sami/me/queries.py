"""Reads the user, the workspace and the key behind a call, in one statement that checks the key, as all reads do."""

from sqlalchemy import Uuid, bindparam, select

from sami.auth.actor import SqlViewer, guarded, read
from sami.auth.claims import Claim
from sami.auth.permission import rights
from sami.db.database import Database
from sami.db.statement import AnySelect
from sami.me.schemas import Me, MyKey, MyUser, MyWorkspace
from sami.models.api_key import ApiKey
from sami.models.user import User
from sami.models.workspace import Workspace


def _me(viewer: SqlViewer) -> AnySelect:
    return (
        select(
            ApiKey.id,
            ApiKey.name,
            ApiKey.prefix,
            ApiKey.expires_at,
            User.name.label("user_name"),
            User.email,
            User.role,
            Workspace.name.label("workspace_name"),
        )
        .select_from(ApiKey)
        .join(User, (User.workspace_id == ApiKey.workspace_id) & (User.id == ApiKey.user_id))
        .join(Workspace, Workspace.id == ApiKey.workspace_id)
        .where(
            ApiKey.workspace_id == viewer.workspace_id,
            ApiKey.id == bindparam("key_id", type_=Uuid()),
            User.workspace_id == viewer.workspace_id,
            User.id == viewer.user_id,
        )
    )


_ME = guarded(_me)


async def me(database: Database, claim: Claim) -> Me:
    """Returns the user, the workspace and the key behind the claim. Raises the errors of `read`."""
    [row] = await read(database, claim, _ME)
    return Me(
        user=MyUser(id=claim.user_id, name=row["user_name"], email=row["email"], role=row["role"]),
        workspace=MyWorkspace(id=claim.workspace_id, name=row["workspace_name"]),
        key=MyKey(
            id=claim.key_id,
            name=row["name"],
            prefix=row["prefix"],
            permission=claim.permission,
            expires_at=row["expires_at"],
        ),
        rights=rights(claim.permission, row["role"]),
    )
