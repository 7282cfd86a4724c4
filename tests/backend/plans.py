"""How PostgreSQL runs a statement: whether it uses a generic or a custom plan, and what each node of the plan reads."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import asyncpg

from tests.fixtures.statements import Sent

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

#: After five executions with custom plans, PostgreSQL decides whether to use a generic one.
_EXECUTIONS = 7


@dataclass(frozen=True)
class PlanNode:
    """A node of a plan. `cost` is PostgreSQL's estimate, in its own unit. `rows` is the number of rows that the node
    returned or filtered out, over all its executions.
    """

    kind: str
    table: str | None
    cost: float
    rows: float


async def uses_generic_plan(connection: Connection, sent: Sent) -> bool:
    """Whether PostgreSQL, by default, plans the statement once for all values rather than for each execution."""
    statement = await connection.prepare(sent.sql)
    for _ in range(_EXECUTIONS):
        await statement.fetch(*sent.arguments)
    query = "SELECT generic_plans FROM pg_prepared_statements WHERE name = $1"
    return bool(await connection.fetchval(query, statement.get_name()))


async def plan_nodes(connection: Connection, sent: Sent, *, generic: bool) -> list[PlanNode]:
    """Runs the statement and returns the nodes of its plan: a generic one, or a custom one for its arguments."""
    mode = "force_generic_plan" if generic else "force_custom_plan"
    await connection.execute(f"SET plan_cache_mode = {mode}")
    await connection.execute(f"PREPARE explained AS {sent.sql}")
    values = ", ".join(_literal(value) for value in sent.arguments)
    explain = f"EXPLAIN (ANALYZE, TIMING OFF, BUFFERS OFF, FORMAT JSON) EXECUTE explained({values})"
    [plan] = json.loads(await connection.fetchval(explain if values else explain.removesuffix("()")))
    await connection.execute("DEALLOCATE explained; RESET plan_cache_mode")
    return list(_walk(plan["Plan"]))


def _walk(node: dict[str, Any]) -> Iterator[PlanNode]:
    filtered = sum(value for name, value in node.items() if name.startswith("Rows Removed by"))
    rows = (node["Actual Rows"] + filtered) * node["Actual Loops"]
    yield PlanNode(node["Node Type"], node.get("Relation Name"), node["Total Cost"], rows)
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
