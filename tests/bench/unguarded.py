"""(c) SAMI with a constant instead of authentication: `python -m tests.bench.unguarded serve …` is `sami serve …`, but
the key is not parsed, hashed or remembered, and statements don't join the key and its user.

Everything else is unchanged: visibility, counting, headers, the log. Module attributes are replaced before the
application is created, because FastAPI's `dependency_overrides` costs time at each request.
"""

from typing import Any

from fastapi import Request
from sqlalchemy import SQLColumnExpression, String, literal, literal_column, select

from sami.auth import actor
from sami.auth.claims import Claim
from sami.auth.permission import Permission
from sami.db.statement import AnySelect
from sami.http import dependencies
from sami.http.request_context import context_of
from sami.services import services
from tests.bench import data

CLAIM = Claim(data.workspace_id(0), data.key_id(0), data.user_id(0), Permission.READ)


async def _presented_claim(request: Request) -> Claim:
    context = context_of(request.scope)
    context.claim = CLAIM
    context.rate_limit_status = await services(request).key_limits.count(CLAIM.key_id)
    return CLAIM


def _working_key(*_: SQLColumnExpression[Any]) -> AnySelect:
    """The actor's row in a reading statement. With OFFSET, PostgreSQL does not notice that it is a constant, and keeps
    the conditions on visibility.
    """
    return select(literal("admin", String()).label("role")).offset(literal_column("0"))


if __name__ == "__main__":
    actor._working_key = _working_key
    dependencies.presented_claim = _presented_claim
    # Imported here, not above: some statements are built when modules are imported.
    from sami.cli import main

    main()
