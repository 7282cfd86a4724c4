"""Loads `tests.bench.data` into a migrated database quickly, and reports its progress on standard error.

    python -m tests.bench.load postgresql://… --contacts 1000000 --keys 100000 --workspaces 1000

Everything is one transaction, so an interrupted load leaves nothing behind. It prints, or returns, what is needed to
use the data. `tests.bench.data` gives any other id or key by its number.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Annotated, Any
from uuid import UUID

import asyncpg
import typer

from sami.auth.key_hash import Pepper
from sami.config import Settings
from tests.bench import data
from tests.bench.data import Sizes

_DEFAULT = Sizes()

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The big workspace and two of its keys with permission `read`: of its admin, who sees all of its contacts, and of
    a member, who doesn't. `newest`: its newest contact.
    """

    workspace_id: UUID
    admin_key: str
    member_key: str
    newest: UUID


class NotEmpty(Exception):
    """The database already has a workspace."""


async def load(url: str, pepper: Pepper, sizes: Sizes = _DEFAULT) -> Loaded:
    """Fills the empty, migrated database at `url` (plain `postgresql://…`), hashing its keys with `pepper`.

    Needs at least two keys, and seven contacts in the big workspace. Raises NotEmpty, and asyncpg's errors.
    """
    connection = await asyncpg.connect(url, server_settings={"maintenance_work_mem": "512MB"})
    try:
        async with connection.transaction():
            if await connection.fetchval("SELECT EXISTS (SELECT FROM workspaces)"):
                raise NotEmpty("Anybody can compute these keys, so they are only loaded into an empty database.")
            # Inserting each row into six indexes takes several times as long as building them at the end.
            indexes = await connection.fetch(
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
                " AND tablename = 'contacts' AND indexname <> 'pk_contacts' ORDER BY indexname"
            )
            for name, _ in indexes:
                await connection.execute(f'DROP INDEX "{name}"')
            # Loading does not count as a change of records.
            await connection.execute("ALTER TABLE contacts DISABLE TRIGGER USER")
            for table in data.tables(sizes, pepper):
                progress = _Progress(table.name, table.number)
                await connection.copy_records_to_table(
                    table.name, records=progress.through(table.rows), columns=list(table.columns)
                )
            await connection.execute("ALTER TABLE contacts ENABLE TRIGGER USER")
            progress = _Progress("indexes", len(indexes))
            for definition in progress.through(index["indexdef"] for index in indexes):
                await connection.execute(definition)
        # Plans need statistics, and index-only scans need the visibility map that a vacuum writes.
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
    newest = next(number for number in reversed(range(sizes.contacts)) if data.is_in_big(sizes, number))
    return Loaded(data.workspace_id(0), data.key(0).text, data.key(1).text, data.contact_id(sizes, newest))


class _Progress:
    """Reports, at most twice a second, how many of `total` rows passed, how fast, and how long the rest will take."""

    def __init__(self, what: str, total: int) -> None:
        self._what = what
        self._total = total
        self._done = 0
        self._begun = self._reported = time.monotonic()

    def through(self, rows: Iterable[Any]) -> Iterator[Any]:
        for row in rows:
            yield row
            self._done += 1
            if time.monotonic() > self._reported + 0.5:
                self._report(end="\r" if sys.stderr.isatty() else "\n")
        self._report(end="\n")

    def _report(self, *, end: str) -> None:
        self._reported = time.monotonic()
        seconds = max(self._reported - self._begun, 1e-6)
        left = (self._total - self._done) * seconds / max(self._done, 1)
        rate = f"{self._done / seconds:,.0f}/s" if self._done > seconds else "slowly"
        line = f"{self._what:12} {self._done:>9,} of {self._total:,}, {rate}, {left:.0f} s left"
        sys.stderr.write(f"{line:70}{end}")
        sys.stderr.flush()


@app.command()
def main(
    url: Annotated[str, typer.Argument(help="A migrated, empty database: postgresql://…")],
    contacts: Annotated[int, typer.Option(min=data.RARE_HITS)] = _DEFAULT.contacts,
    keys: Annotated[int, typer.Option(min=2)] = _DEFAULT.keys,
    workspaces: Annotated[int, typer.Option(min=1)] = _DEFAULT.workspaces,
    in_big: Annotated[
        float, typer.Option(min=0, max=1, help="The big workspace's share of the contacts.")
    ] = _DEFAULT.in_big,
) -> None:
    """Fill a database for measuring. Keys are hashed with the newest of SAMI_KEY_PEPPERS, or the development pepper."""
    sizes = Sizes(contacts, keys, workspaces, in_big)
    loaded = asyncio.run(load(url, Settings().peppers().newest, sizes))
    typer.echo(json.dumps(asdict(loaded), default=str))


if __name__ == "__main__":
    app()
