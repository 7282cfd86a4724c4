"""(a) The floor: plain FastAPI and asyncpg, with the same reads and no authentication.

Written as in their documentation: one pool with its defaults, and pydantic for responses.
"""

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
from fastapi import FastAPI, HTTPException, Request

from tests.bench.shapes import LIMIT, Contact, Page, page

WORKSPACE_ID = UUID(os.environ["BENCH_WORKSPACE_ID"])

_COLUMNS = (
    "id, first_name, last_name, email, phone, company, job_title, tags, custom, source,"
    " owner_id, visibility, version, created_at, updated_at"
)
_ONE = f"SELECT {_COLUMNS} FROM contacts WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL"  # noqa: S608 - ours
_NEWEST = (
    f"SELECT {_COLUMNS} FROM contacts WHERE workspace_id = $1 AND deleted_at IS NULL"  # noqa: S608 - ours
    " ORDER BY created_at DESC, id DESC LIMIT $2"
)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async def json_as_objects(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")

    # (a′): connections are not reset after each use.
    other: dict[str, Any] = {"reset": _not_at_all} if os.environ.get("BENCH_TUNED") else {}
    async with asyncpg.create_pool(os.environ["BENCH_DATABASE_URL"], init=json_as_objects, **other) as pool:
        app.state.pool = pool
        yield


async def _not_at_all(_: object) -> None:
    pass


app = FastAPI(lifespan=lifespan)


@app.get("/v1/contacts/{id}", response_model=Contact)
async def get_contact(id: UUID, request: Request) -> Any:
    async with request.app.state.pool.acquire() as connection:
        row = await connection.fetchrow(_ONE, WORKSPACE_ID, id)
    if row is None:
        raise HTTPException(404)
    return dict(row)


@app.get("/v1/contacts", response_model=Page)
async def list_contacts(request: Request) -> Any:
    async with request.app.state.pool.acquire() as connection:
        rows = await connection.fetch(_NEWEST, WORKSPACE_ID, LIMIT + 1)
    last = rows[min(len(rows), LIMIT) - 1]
    return page([dict(row) for row in rows[:LIMIT]], more=len(rows) > LIMIT, last=(last["created_at"], last["id"]))
