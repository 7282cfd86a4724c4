"""(e) keyshield on FastAPI, as in its README: its service in each request's SQLAlchemy session, argon2 with a pepper,
and its defaults for everything else. With BENCH_TUNED, also its cache, and without its delay before each response.

Two advantages: its table is created once, where the README checks for it at each request; and contacts are read in the
session that verified the key. Its table `api_keys` is in a separate schema.

`python -m tests.bench.rivals.keyshield_app` creates the table and a key, and prints the key.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from aiocache import SimpleMemoryCache
from fastapi import Depends, FastAPI, HTTPException
from keyshield import ApiKeyService
from keyshield.api import create_depends_api_key
from keyshield.hasher.argon2 import Argon2ApiKeyHasher
from keyshield.repositories.sql import SqlAlchemyApiKeyRepository
from keyshield.services.cached import CachedApiKeyService
from sqlalchemy import DateTime, String, select, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tests.bench.shapes import LIMIT, Contact, Page, page

WORKSPACE_ID = UUID(os.environ["BENCH_WORKSPACE_ID"])


def _engine_of(schemas: str) -> AsyncEngine:
    return create_async_engine(
        "postgresql+asyncpg://" + os.environ["BENCH_DATABASE_URL"].split("://", 1)[1],
        connect_args={"server_settings": {"search_path": schemas}},
    )


_engine = _engine_of("keyshield, public")
_sessions = async_sessionmaker(_engine, class_=AsyncSession, expire_on_commit=False)
_hasher = Argon2ApiKeyHasher(pepper="a pepper for the benchmark")
_cache = SimpleMemoryCache()


class Base(DeclarativeBase):
    type_annotation_map: ClassVar = {
        datetime: DateTime(timezone=True),
        list[str]: ARRAY(String),
        dict[str, Any]: JSONB,
    }


class ContactRow(Base):
    __tablename__ = "contacts"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    first_name: Mapped[str | None]
    last_name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    company: Mapped[str | None]
    job_title: Mapped[str | None]
    tags: Mapped[list[str]]
    custom: Mapped[dict[str, Any]]
    source: Mapped[str | None]
    owner_id: Mapped[UUID]
    visibility: Mapped[str]
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


async def inject_session() -> AsyncIterator[AsyncSession]:
    async with _sessions() as session, session.begin():
        yield session


Session = Annotated[AsyncSession, Depends(inject_session)]


async def inject_service(session: Session) -> ApiKeyService:
    repository = SqlAlchemyApiKeyRepository(session)
    if "BENCH_TUNED" in os.environ:
        return CachedApiKeyService(repo=repository, hasher=_hasher, cache=_cache, min_delay=0, max_delay=0)
    return ApiKeyService(repo=repository, hasher=_hasher)


app = FastAPI(dependencies=[Depends(create_depends_api_key(inject_service))])


@app.get("/v1/contacts/{id}", response_model=Contact)
async def get_contact(id: UUID, session: Session) -> Any:
    found = select(ContactRow).where(
        ContactRow.workspace_id == WORKSPACE_ID, ContactRow.id == id, ContactRow.deleted_at.is_(None)
    )
    contact = await session.scalar(found)
    if contact is None:
        raise HTTPException(404)
    return contact


@app.get("/v1/contacts", response_model=Page)
async def list_contacts(session: Session) -> Any:
    newest = (
        select(ContactRow)
        .where(ContactRow.workspace_id == WORKSPACE_ID, ContactRow.deleted_at.is_(None))
        .order_by(ContactRow.created_at.desc(), ContactRow.id.desc())
        .limit(LIMIT + 1)
    )
    rows = list(await session.scalars(newest))
    last = rows[min(len(rows), LIMIT) - 1]
    return page(rows[:LIMIT], more=len(rows) > LIMIT, last=(last.created_at, last.id))


async def _make_key() -> str:
    # With `public` in the path, it would find our `api_keys` and take that for its own.
    theirs = _engine_of("keyshield")
    async with theirs.begin() as connection:
        await connection.execute(text("CREATE SCHEMA keyshield"))
    async with _sessions() as session, session.begin():
        await SqlAlchemyApiKeyRepository(session).ensure_table(async_engine=theirs)
        _, key = await (await inject_service(session)).create(name="bench")
    await theirs.dispose()
    await _engine.dispose()
    return key


if __name__ == "__main__":
    sys.stdout.write(asyncio.run(_make_key()) + "\n")
