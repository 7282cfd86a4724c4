"""Advisory locks that are held over several transactions, and transactions that are rolled back together."""

import asyncio
from types import TracebackType

import asyncpg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from sami.db.database import Database, Transactions
from sami.db.failures import ConnectionLost
from sami.tables import Workspace


@pytest.mark.parametrize("roll_back", [False, True])
@pytest.mark.parametrize("ending", [1, 2, 3])
async def test_a_cancelled_request_leaves_no_lock_on_a_connection_of_the_pool(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch, ending: int, roll_back: bool
) -> None:
    """Cancelled at the end of each transaction: the one that takes the lock, one under it, the one that releases it."""
    really_end, ended = AsyncSession.__aexit__, 0

    async def cancelled_at_the_end(
        self: AsyncSession,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        nonlocal ended
        await really_end(self, kind, value, traceback)
        ended += 1
        if ended == ending:
            raise asyncio.CancelledError

    async def use() -> None:
        async with database.transactions(lock=1, roll_back=roll_back) as transactions:
            assert transactions is not None
            async with transactions():
                pass

    monkeypatch.setattr(AsyncSession, "__aexit__", cancelled_at_the_end)
    with pytest.raises(asyncio.CancelledError):
        await use()
    other = await asyncpg.connect(database_url)
    while await other.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE state <> 'idle' AND pid <> pg_backend_pid()"
    ):
        pass
    assert await other.fetchval("SELECT pg_try_advisory_lock(1)")
    await other.close()


async def test_losing_the_lock_with_its_connection_does_not_fail_the_block(database: Database) -> None:
    async def lose(transactions: Transactions) -> None:
        async with transactions() as session, database.transaction() as other:
            pid = await session.scalar(select(func.pg_backend_pid()))
            await other.execute(select(func.pg_terminate_backend(pid, 5_000)))

    for _ in range(2):
        async with database.transactions(lock=1) as transactions:
            assert transactions is not None
            with pytest.raises(ConnectionLost):
                await lose(transactions)


async def test_a_lost_connection_leaves_nothing_of_what_should_be_rolled_back(database: Database) -> None:
    """And the rollback does not fail."""
    async with database.transactions(lock=1, roll_back=True) as transactions:
        assert transactions is not None
        with pytest.raises(ConnectionLost):
            async with transactions() as session:
                await session.execute(select(func.pg_terminate_backend(func.pg_backend_pid())))
    async with database.transactions(lock=1) as transactions:
        assert transactions is not None


async def test_transactions_that_are_rolled_back_together_see_each_other_and_fail_independently(
    database: Database,
) -> None:
    async def add(transactions: Transactions, name: str, *, failing: bool = False) -> list[str]:
        async with transactions() as session:
            session.add(Workspace(name=name))
            await session.flush()
            if failing:
                await session.execute(text("SELECT 1 / 0"))
            return list(await session.scalars(select(Workspace.name).order_by(Workspace.name)))

    async with database.transactions(roll_back=True) as transactions:
        assert transactions is not None
        assert await add(transactions, "a") == ["a"]
        with pytest.raises(DBAPIError):
            await add(transactions, "b", failing=True)
        assert await add(transactions, "c") == ["a", "c"]
    async with database.transactions() as transactions:
        assert transactions is not None
        assert await add(transactions, "d") == ["d"]
