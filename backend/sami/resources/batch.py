"""`POST /{collection}/batch`: creates or changes up to 100 records in one call, each in its own transaction. A dry run
uses savepoints instead, because every item has to see what the items before it did (ADR 17).

Items succeed or fail independently, unless the database itself fails. With an `Idempotency-Key`, each item is
remembered separately: a retry, even after a crash in the middle, does the remaining items and none twice (ADR 7).
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


class BatchBody(Model):
    """The body of a batch, with its items not validated yet, so that one invalid item doesn't fail the others."""

    items: Annotated[list[Any], Field(min_length=1, max_length=MAX_ITEMS)]


class BatchItemResult(BaseModel, Generic[T]):
    """The result of one item: either `data` or `error`."""

    index: Annotated[int, Field(description="The position of the item, starting at 0.", examples=[0])]
    status: Annotated[
        int, Field(description="The HTTP status that the item would get in a call of its own.", examples=[201])
    ]
    data: T | Absent = Field(default=None, description="The record as it is now.")
    error: Problem | Absent = Field(default=None, description="Why the item failed.")


class BatchResult(BaseModel, Generic[T]):
    """The results of a batch's items, in order."""

    data: list[T]


#: Creates or changes the record of one item, or raises.
ItemHandler = Callable[[AsyncSession, Actor, Any], Awaitable[StoredResponse]]


@dataclass(frozen=True, slots=True)
class BatchRun:
    """One batch request. Call it with the items to run them."""

    request: Request
    database: Database
    claim: Claim
    token: str | None
    record: type[Versioned]
    handle_item: ItemHandler
    #: Raises when no item of the batch can succeed.
    check: Callable[[AsyncSession, Actor], Awaitable[None]]

    async def __call__(self, items: Sequence[Any]) -> Response:
        """Runs the items in order and returns the response with their results.

        Raises IdempotencyInProgress, IdempotencyMismatch, and the error that `dead_key_error` finds.
        """
        lock = token_lock(self.claim.key_id, self.token) if self.token else None
        async with self.database.transactions(
            lock=lock, roll_back=context_of(self.request.scope).dry_run
        ) as transactions:
            if transactions is None:
                raise IdempotencyInProgress("Wait a moment, then repeat the request with the same Idempotency-Key.")
            identity = await self._start(transactions)
            results, replays = [], 0
            for index, item in enumerate(items):
                try:
                    result, was_replayed = await self._run_item(transactions, identity, index, item)
                except Unavailable as error:
                    # Each of the remaining items would wait as long as this one did.
                    results += [_error_result(untried, error, self.request) for untried in range(index, len(items))]
                    break
                results.append(result)
                replays += was_replayed
        headers = {"Idempotent-Replayed": "true"} if replays == len(items) else None
        return Response(f'{{"data":[{",".join(results)}]}}', headers=headers, media_type="application/json")

    async def _start(self, transactions: Transactions) -> Any:
        """Proves the claim, checks the batch as a whole, and checks that its token was used for no other request.
        Returns the request's identity.
        """
        identity = await request_identity(self.request)
        async with transactions() as session:
            actor = await self._prove(session)
            await self.check(session, actor)
            if self.token:
                batch_attempt = await self._attempt(session, actor, self.token, identity)
                if batch_attempt.earlier is None:
                    await batch_attempt.remember(session)
        return identity

    async def _run_item(self, transactions: Transactions, identity: Any, index: int, item: Any) -> tuple[str, bool]:
        """Returns the item's result as JSON, and whether it was replayed from an earlier request. Raises
        Unavailable.
        """
        try:
            try:
                response, was_replayed = await self._respond(transactions, identity, index, item)
            except Forbidden as refusal:
                address = services(self.request).settings.public_url
                raise await explain_error(self.database, self.claim, refusal, address=address) from refusal
            return _success_result(index, response), was_replayed
        except Exception as failure:
            error = self._as_error(index, failure)
            if isinstance(error, Unavailable):
                raise error from failure
            # The other items must not be affected.
            return _error_result(index, error, self.request), False

    async def _respond(
        self, transactions: Transactions, identity: Any, index: int, item: Any
    ) -> tuple[StoredResponse, bool]:
        async with transactions() as session:
            actor = await self._prove(session)
            if not self.token:
                return await self.handle_item(session, actor, item), False
            # Callers' tokens have no spaces, so the item's token can't collide with one of theirs.
            item_attempt = await self._attempt(session, actor, f"{self.token} {index}", identity)
            if item_attempt.earlier is not None:
                return await replay(session, actor, self.record, item_attempt.earlier), True
            response = await self.handle_item(session, actor, item)
            await item_attempt.remember(session, response.resource_id, response)
            return response, False

    async def _prove(self, session: AsyncSession) -> Actor:
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
        # Pointers refer to the whole request body.
        error.errors = tuple(
            FieldError(f"/items/{index}{field.pointer}", field.code, field.detail) for field in error.errors
        )
        return error


def _success_result(index: int, response: StoredResponse) -> str:
    return f'{{"index":{index},"status":{response.status},"data":{response.body}}}'


def _error_result(index: int, error: SamiError, request: Request) -> str:
    problem = problem_body(error, request.scope)
    return json.dumps(
        {"index": index, "status": error.status, "error": problem}, ensure_ascii=False, separators=(",", ":")
    )
