"""The accounts of the demo."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from sami.models.user import Role, User
from sami.models.workspace import Workspace

# The password of every demo account. The people are invented.
PASSWORD = "demo-password"  # noqa: S105 - published on purpose


@dataclass(frozen=True, slots=True)
class Account:
    """A user of a demo workspace."""

    workspace: str
    email: str
    name: str
    role: Role
    team: str | None = None


ACCOUNTS = (
    Account("Acme Demo", "admin@demo.test", "Alex Admin", Role.ADMIN),
    Account("Acme Demo", "maya@demo.test", "Maya Lindqvist", Role.MEMBER, "Sales"),
    Account("Acme Demo", "tom@demo.test", "Tom Okafor", Role.MEMBER, "Sales"),
    Account("Acme Demo", "lena@demo.test", "Lena Moreau", Role.MEMBER, "Support"),
    Account("Other Demo", "olga@other.test", "Olga Petrova", Role.ADMIN),
)


async def active_accounts(session: AsyncSession) -> list[Account]:
    """Returns the demo accounts that exist and are active, with their current names and roles, in the order above."""
    rows = await session.execute(
        select(Workspace.name, User.email, User.name, User.role)
        .join(Workspace, Workspace.id == User.workspace_id)
        .where(User.email.in_([account.email for account in ACCOUNTS]), User.deactivated_at.is_(None))
    )
    order = [account.email for account in ACCOUNTS]
    found = [Account(workspace, email, name, Role(role)) for workspace, email, name, role in rows]
    return sorted(found, key=lambda account: order.index(account.email))
