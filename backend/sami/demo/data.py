"""Loads the demo: invented people, companies and messages."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.passwords import hash_password
from sami.demo import records
from sami.demo.accounts import ACCOUNTS, PASSWORD
from sami.demo.records import RECORD_COUNTS, START, stable_id
from sami.tables import Pipeline, Team, TeamMember, User, Workspace


async def load(session: AsyncSession) -> bool:
    """Adds the demo rows that are missing. Returns whether it added any."""
    added = False
    if not await session.scalar(select(Workspace.id).where(Workspace.id == stable_id("workspace", "Other Demo"))):
        await _add(session, _workspaces(), _users(), _teams(), _memberships())
        await _add(session, *map(records.contacts, RECORD_COUNTS))
        added = True
    # Checked separately, because an older demo has only people and contacts.
    first = records.pipeline_id("Other Demo", records.FIRST_PIPELINE)
    if not await session.scalar(select(Pipeline.id).where(Pipeline.id == first)):
        for make in (records.pipelines, records.stages, records.deals, records.messages):
            await _add(session, *map(make, RECORD_COUNTS))
        added = True
    return added


async def _add(session: AsyncSession, *kinds: Iterator[Any]) -> None:
    """Adds the rows, kind by kind: a kind comes after those it refers to."""
    for rows in kinds:
        session.add_all(rows)
        await session.flush()


def _workspaces() -> Iterator[Workspace]:
    for name in RECORD_COUNTS:
        yield Workspace(id=stable_id("workspace", name), name=name, created_at=START)


def _users() -> Iterator[User]:
    password_hash = hash_password(PASSWORD)
    for account in ACCOUNTS:
        yield User(
            workspace_id=stable_id("workspace", account.workspace),
            id=stable_id("user", account.email),
            email=account.email,
            name=account.name,
            role=account.role,
            password_hash=password_hash,
            created_at=START,
        )


def _teams() -> Iterator[Team]:
    for workspace, name in sorted({(account.workspace, account.team) for account in ACCOUNTS if account.team}):
        yield Team(
            workspace_id=stable_id("workspace", workspace), id=stable_id("team", name), name=name, created_at=START
        )


def _memberships() -> Iterator[TeamMember]:
    for account in ACCOUNTS:
        if account.team:
            yield TeamMember(
                workspace_id=stable_id("workspace", account.workspace),
                team_id=stable_id("team", account.team),
                user_id=stable_id("user", account.email),
            )
