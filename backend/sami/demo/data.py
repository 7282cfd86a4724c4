"""Demo data: invented people and companies, computed from fixed seeds, so that two machines have the same ids and
dates.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.passwords import hash_password
from sami.contacts.service import search_text
from sami.demo.accounts import ACCOUNTS, PASSWORD, Account
from sami.models import Contact, Team, TeamMember, User, Workspace
from sami.models.record import Visibility

_BEGIN = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)

_CONTACTS = {"Acme Demo": 60, "Other Demo": 12}

_FIRST_NAMES = [
    "Ada",
    "Björn",
    "Chiara",
    "Dmitri",
    "Elif",
    "Farid",
    "Grace",
    "Hiroshi",
    "Inés",
    "José",
    "Katarzyna",
    "Liam",
    "Mei",
    "Nadia",
    "Oluwaseun",
    "Priya",
    "Quentin",
    "Rosa",
    "Søren",
    "Tariq",
    "Ursula",
    "Viktor",
    "Wanjiru",
    "Ximena",
    "Yusuf",
    "Zoë",
    "Amélie",
    "Bruno",
    "Camille",
    "Đorđe",
]
_LAST_NAMES = [
    "Abara",
    "Bergström",
    "Costa",
    "Dvořák",
    "Eriksen",
    "Fischer",
    "García",
    "Haddad",
    "Ivanova",
    "Jensen",
    "Kowalski",
    "Larsen",
    "Müller",
    "Nakamura",
    "Okoye",
    "Peña",
    "Quispe",
    "Rossi",
    "Şahin",
    "Tanaka",
    "Ueda",
    "Vargas",
    "Weber",
    "Xu",
    "Yilmaz",
    "Zieliński",
    "Ahmadi",
    "Brennan",
    "Chen",
    "Dubois",
]
_COMPANIES = (
    "Northwind Foods",
    "Blue Harbor Logistics",
    "Café Müller",
    "Juniper & Sons",
    "Lumen Optics",
    "Oakline Furniture",
    "Pacific Trail Outfitters",
    "Redwood Analytics",
    "Silver Birch Clinics",
    "Tidewater Shipping",
    "Umbra Studios",
    "Vela Sailmakers",
)
_TITLES = (
    "Head of Operations",
    "Buyer",
    "Founder",
    "Office Manager",
    "IT Lead",
    "Account Director",
    "Marketing Manager",
    "CFO",
)
_TAGS = ("newsletter", "vip", "trial", "partner", "conference-2026", "renewal")
_SOURCES = ("zapier", "website", "import", "referral")


async def load(session: AsyncSession) -> bool:
    """Adds what is missing. False when all of it was there already."""
    if await session.scalar(select(Workspace.id).where(Workspace.id == _id("workspace", "Other Demo"))):
        return False
    password_hash = hash_password(PASSWORD)
    users = {
        account.email: User(
            workspace_id=_id("workspace", account.workspace),
            id=_id("user", account.email),
            email=account.email,
            name=account.name,
            role=account.role,
            password_hash=password_hash,
            created_at=_BEGIN,
        )
        for account in ACCOUNTS
    }
    for workspace in _CONTACTS:
        session.add(Workspace(id=_id("workspace", workspace), name=workspace, created_at=_BEGIN))
    await session.flush()
    session.add_all(users.values())
    session.add_all(_teams())
    await session.flush()
    session.add_all(_memberships())
    session.add_all(_contacts())
    return True


def _teams() -> Iterator[Team]:
    for workspace, name in sorted({(account.workspace, account.team) for account in ACCOUNTS if account.team}):
        yield Team(workspace_id=_id("workspace", workspace), id=_id("team", name), name=name, created_at=_BEGIN)


def _memberships() -> Iterator[TeamMember]:
    for account in ACCOUNTS:
        if account.team:
            yield TeamMember(
                workspace_id=_id("workspace", account.workspace),
                team_id=_id("team", account.team),
                user_id=_id("user", account.email),
            )


def _contacts() -> Iterator[Contact]:
    for workspace, count in _CONTACTS.items():
        owners = [account for account in ACCOUNTS if account.workspace == workspace]
        # The seed is the workspace's name: Python promises the same numbers on every machine.
        chance = random.Random(workspace)  # noqa: S311 - made-up people, not secrets
        for number in range(count):
            yield _contact(workspace, number, owners[number % len(owners)], chance)


def _contact(workspace: str, number: int, owner: Account, chance: random.Random) -> Contact:
    first, last = chance.choice(_FIRST_NAMES), chance.choice(_LAST_NAMES)
    company = chance.choice(_COMPANIES)
    created_at = _BEGIN + timedelta(days=4 * number, minutes=chance.randrange(480))
    contact = Contact(
        workspace_id=_id("workspace", workspace),
        id=_id("contact", f"{workspace} {number}", created_at),
        first_name=first,
        last_name=last,
        email=f"contact{number:03}@{'acme' if workspace == 'Acme Demo' else 'other'}-customers.example",
        phone=f"+4420794609{number:02}",
        company=company,
        job_title=chance.choice(_TITLES),
        tags=sorted(chance.sample(_TAGS, chance.randrange(3))),
        custom={"plan": chance.choice(("free", "team", "pro")), "seats": chance.randrange(1, 40)},
        source=chance.choice(_SOURCES),
        owner_id=_id("user", owner.email),
        # Owners take turns and so do visibilities, out of step: each owner has all three.
        visibility=list(Visibility)[(number // 4) % 3],
        created_at=created_at,
        updated_at=created_at,
    )
    contact.search = search_text(contact)
    return contact


def _id(kind: str, name: str, at: datetime = _BEGIN) -> UUID:
    """A UUIDv7 (RFC 9562 §5.7) of the moment, with a hash of the name where chance would be."""
    milliseconds = int(at.timestamp() * 1000)
    chance = int.from_bytes(hashlib.sha256(f"{kind} {name}".encode()).digest()[:10])
    return UUID(int=(milliseconds << 80 | 0x7 << 76 | 0b10 << 62 | chance & ~(0xF << 76 | 0b11 << 62)))
