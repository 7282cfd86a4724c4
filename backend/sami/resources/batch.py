"""`POST /{collection}/batch`: up to 100 records created or changed in one call, each in a transaction of its own.
A dry run of one has a savepoint for each instead, as every item has to find what the ones before it did.

One that fails takes none of the others with it, unless it is the database that fails. With an `Idempotency-Key`, each
remembers by itself that it was done: a repetition, even after a crash in the middle, does what is still to be done and
nothing twice.
"""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Request, Response
from pydantic import BaseModel, Field, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.actor import Actor, prove
from sami.auth.claims import Claim
from sami.auth.refusals import dead_key_error, explain_error
from sami.db.database import Database, Transactions
from sami.errors.types import FieldError, Forbidden, IdempotencyInProgress, SamiError, Unavailable
from sami.http.idempotency import Attempt, StoredResponse, replay, request_identity, start_attempt, token_lock
from sami.http.problem import Absent, Problem, as_sami_error, log_failure, problem_body, validation_failed
from sami.http.request_context import context_of
from sami.models.record import Versioned
from sami.records.schemas import Model
from sami.services import services

MAX_ITEMS = 100

T = TypeVar("T", bound=BaseModel)


class Batch(Model):
    """What is read of a batch at first: one bad item must not spoil the others."""

    items: Annotated[list[Any], Field(min_length=1, max_length=MAX_ITEMS)]


class BatchItemResult(BaseModel, Generic[T]):
    """How one item went: it has `data`, or else `error`."""

    index: Annotated[int, Field(description="Which of the items, counted from 0.", examples=[0])]
    status: Annotated[int, Field(description="What the item would have been answered by itself.", examples=[201])]
    data: T | Absent = Field(default=None, description="The record as it is now.")
    error: Problem | Absent = Field(default=None, description="What went wrong with it.")


class BatchResult(BaseModel, Generic[T]):
    """How each item of a batch went, in their order. `T` is how one of them did."""

    data: list[T]


#: Creates or changes what one item says, or raises.
ItemHandler = Callable[[AsyncSession, Actor, Any], Awaitable[StoredResponse]]


@dataclass(frozen=True, slots=True)
class BatchRun:
    """One batch on its way."""

    request: Request
    database: Database
    claim: Claim
    token: str | None
    record: type[Versioned]
    handle_item: ItemHandler
    #: Raises when nothing of the batch can be done.
    check: Callable[[AsyncSession, Actor], Awaitable[None]]

    async def __call__(self, items: Sequence[Any]) -> Response:
        """Raises IdempotencyInProgress, IdempotencyMismatch, and what `dead_key_error` finds."""
        lock = token_lock(self.claim.key_id, self.token) if self.token else None
        async with self.database.transactions(lock=lock, undone=context_of(self.request.scope).dry_run) as transactions:
            if transactions is None:
                raise IdempotencyInProgress("Wait for it, or repeat the request with the same token in a moment.")
            identity = await self._begin(transactions)
            results, replays = [], 0
            for index, item in enumerate(items):
                try:
                    result, was_replayed = await self._item(transactions, identity, index, item)
                except Unavailable as away:
                    # Each of the others would wait as long as this one did.
                    results += [_failed(untried, away, self.request) for untried in range(index, len(items))]
                    break
                results.append(result)
                replays += was_replayed
        headers = {"Idempotent-Replayed": "true"} if replays == len(items) else None
        return Response(f'{{"data":[{",".join(results)}]}}', headers=headers, media_type="application/json")

    async def _begin(self, transactions: Transactions) -> Any:
        """Proves the claim and checks the batch as a whole, and that its token is for no other request."""
        identity = await request_identity(self.request)
        async with transactions() as session:
            actor = await self._proven(session)
            await self.check(session, actor)
            if self.token:
                batch_attempt = await self._attempt(session, actor, self.token, identity)
                if batch_attempt.earlier is None:
                    await batch_attempt.remember(session)
        return identity

    async def _item(self, transactions: Transactions, identity: Any, index: int, item: Any) -> tuple[str, bool]:
        """The item's result as JSON, and whether it is one of before. Raises Unavailable."""
        try:
            try:
                answer, was_replayed = await self._answer(transactions, identity, index, item)
            except Forbidden as refusal:
                address = services(self.request).settings.public_url
                raise await explain_error(self.database, self.claim, refusal, address=address) from refusal
            return _done(index, answer), was_replayed
        except Exception as failure:
            error = self._as_error(index, failure)
            if isinstance(error, Unavailable):
                raise error from failure
            # The other items must not suffer.
            return _failed(index, error, self.request), False

    async def _answer(
        self, transactions: Transactions, identity: Any, index: int, item: Any
    ) -> tuple[StoredResponse, bool]:
        async with transactions() as session:
            actor = await self._proven(session)
            if not self.token:
                return await self.handle_item(session, actor, item), False
            # A space is in no token that a caller can send.
            this = await self._attempt(session, actor, f"{self.token} {index}", identity)
            if this.earlier is not None:
                return await replay(session, actor, self.record, this.earlier), True
            answer = await self.handle_item(session, actor, item)
            await this.remember(session, answer.resource_id, answer)
            return answer, False

    async def _proven(self, session: AsyncSession) -> Actor:
        actor = await prove(session, self.claim)
        if actor is None:
            raise await dead_key_error(self.database, self.claim)
        return actor

    async def _attempt(self, session: AsyncSession, actor: Actor, token: str, identity: Any) -> Attempt:
        return await start_attempt(
            session, workspace_id=actor.workspace_id, scope_id=actor.key_id, token=token, request=identity
        )

    def _as_error(self, index: int, failure: Exception) -> SamiError:
        error = validation_failed(failure) if isinstance(failure, ValidationError) else as_sami_error(failure)
        if error.status >= 500:
            log_failure("batch item failed", failure, error, request_id=context_of(self.request.scope).request_id)
        # Pointers are into the body as it was sent.
        error.errors = tuple(
            FieldError(f"/items/{index}{field.pointer}", field.code, field.detail) for field in error.errors
        )
        return error


def _done(index: int, answer: StoredResponse) -> str:
    return f'{{"index":{index},"status":{answer.status},"data":{answer.body}}}'


def _failed(index: int, error: SamiError, request: Request) -> str:
    problem = problem_body(error, request.scope)
    return json.dumps(
        {"index": index, "status": error.status, "error": problem}, ensure_ascii=False, separators=(",", ":")
    )
