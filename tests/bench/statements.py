"""Counts the statements of a call in PostgreSQL's log."""

import asyncio
import re
import time
from collections.abc import Callable
from pathlib import Path

import asyncpg

_STATEMENT = re.compile(r"LOG:  (?:statement|execute [^:]*):")
_CALLS = 20


class StatementLog:
    """The log of an embedded PostgreSQL. All that a client waits for counts, also BEGIN, COMMIT and resets."""

    def __init__(self, url: str, data_dir: Path) -> None:
        self._url = url
        self._log = data_dir / "postgres.log"

    def per_call(self, call: Callable[[], object]) -> int:
        """Returns the statements per call: the lowest average of three series of twenty calls. The lowest leaves out
        statements of background work.
        """
        asyncio.run(self._switch("all"))
        try:
            return min(self._during(call) for _ in range(3))
        finally:
            asyncio.run(self._switch("none"))

    def _during(self, call: Callable[[], object]) -> int:
        before = self._count()
        for _ in range(_CALLS):
            call()
        return round((self._count() - before) / _CALLS)

    def _count(self) -> int:
        return len(_STATEMENT.findall(self._log.read_text(errors="replace")))

    async def _switch(self, what: str) -> None:
        """Sets `log_statement` for all sessions; open ones apply it by their next statement."""
        connection = await asyncpg.connect(self._url)
        await connection.execute(f"ALTER SYSTEM SET log_statement = '{what}'")
        await connection.execute("SELECT pg_reload_conf()")
        await connection.close()
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            connection = await asyncpg.connect(self._url)
            now = await connection.fetchval("SHOW log_statement")
            await connection.close()
            if now == what:
                return
        raise TimeoutError("PostgreSQL did not reload its settings")
