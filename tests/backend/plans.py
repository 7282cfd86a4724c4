"""How PostgreSQL goes about a statement: which plans it keeps, and what each part of a plan reads."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import asyncpg

from tests.fixtures.statements import Sent

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

#: After five calls with plans of their own, PostgreSQL decides whether to keep one for all.
_CALLS = 7


@dataclass(frozen=True)
class Step:
    """A node of a plan. `cost` is what PostgreSQL thought of it, in a unit of its own; `rows` is how many went through
    it or were dropped there, over all times that it ran.
    """

    kind: str
    table: str | None
    cost: float
    rows: float


async def is_kept(connection: Connection, sent: Sent) -> bool:
    """Whether PostgreSQL, left alone, plans the statement once for all values, rather than for each call."""
    statement = await connection.prepare(sent.sql)
    for _ in range(_CALLS):
        await statement.fetch(*sent.arguments)
    generic = "SELECT generic_plans FROM pg_prepared_statements WHERE name = $1"
    return bool(await connection.fetchval(generic, statement.get_name()))


async def steps(connection: Connection, sent: Sent, *, kept: bool) -> list[Step]:
    """What running it does, by a plan for all values (`kept`) or one for these."""
    mode = "force_generic_plan" if kept else "force_custom_plan"
    await connection.execute(f"SET plan_cache_mode = {mode}")
    await connection.execute(f"PREPARE looked_at AS {sent.sql}")
    values = ", ".join(_literal(value) for value in sent.arguments)
    explain = f"EXPLAIN (ANALYZE, TIMING OFF, BUFFERS OFF, FORMAT JSON) EXECUTE looked_at({values})"
    [plan] = json.loads(await connection.fetchval(explain if values else explain.removesuffix("()")))
    await connection.execute("DEALLOCATE looked_at; RESET plan_cache_mode")
    return list(_walk(plan["Plan"]))


def _walk(node: dict[str, Any]) -> Iterator[Step]:
    dropped = sum(value for name, value in node.items() if name.startswith("Rows Removed by"))
    rows = (node["Actual Rows"] + dropped) * node["Actual Loops"]
    yield Step(node["Node Type"], node.get("Relation Name"), node["Total Cost"], rows)
    for child in node.get("Plans", ()):
        yield from _walk(child)


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    return "'" + _text(value).replace("'", "''") + "'"


def _text(value: Any) -> str:
    match value:
        case None:
            return "NULL"
        case list():
            return "{" + ",".join(_text(each) for each in value) + "}"
        case bytes():
            return f"\\x{value.hex()}"
        case date():
            return value.isoformat()
    return str(value)
