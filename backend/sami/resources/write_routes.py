"""The routes for changing records, for collections that the API can change."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, create_model
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.actor import Actor
from sami.auth.claims import Claim
from sami.errors.types import NotFound
from sami.http import dependencies as auth
from sami.http.body import JSON, MERGE_PATCH, JsonBody
from sami.http.dependencies import DatabaseDep, Transaction
from sami.http.etag import IfMatch, require_match
from sami.http.idempotency import IdempotencyToken, StoredResponse, idempotent
from sami.models.record import OnDelete, Record, Versioned
from sami.openapi.document import Codes, fails_with, responds_with
from sami.records.schemas import Model, example, example_in
from sami.records.writer import RecordWriter
from sami.resources.batch import BatchBody, BatchItemResult, BatchResult, BatchRun
from sami.resources.resource import ParentId, Resource, parent_id_dependency
from sami.resources.responses import RECORD_PATH, Permanent, RecordId, write_response

IDEMPOTENT = ("idempotency_mismatch", "idempotency_in_progress")
EDITING = ("record_not_editable", "version_mismatch", *IDEMPOTENT)


@dataclass(frozen=True, slots=True)
class Bodies:
    """The request bodies for creating a record and for changing one."""

    new: type[Model]
    patch: type[Model]


@dataclass(frozen=True, slots=True)
class _Rules:
    """Who may change a kind of record, which error codes only that kind has, and what the docs say about it."""

    may_write: Callable[..., Any]
    may_write_each: Callable[..., Any]
    may_restore: Callable[..., Any]
    creating: str
    deleting: str
    restoring: str
    on_creating: Codes
    on_changing: Codes
    on_deleting: Codes
    note: str


_OWNED = _Rules(
    auth.can_write,
    auth.can_write_each,
    auth.can_admin,
    creating="You own the new {noun}. An Admin key can set another owner.",
    deleting="With `permanent=true`, which requires an Admin key, it can't be.",
    restoring="Requires an Admin key.",
    on_creating=("reference_not_found",),
    on_changing=("reference_not_found",),
    on_deleting=(),
    note=" Changing the owner or visibility requires an Admin key.",
)
_CONFIGURATION = _Rules(
    auth.can_configure,
    auth.can_configure_each,
    auth.can_configure,
    creating="Requires an Admin key of a workspace admin.",
    deleting="With `permanent=true`, it can't be. Requires an Admin key of a workspace admin.",
    restoring="Requires an Admin key of a workspace admin.",
    on_creating=("record_not_editable",),
    on_changing=(),
    on_deleting=("in_use",),
    note=" Requires an Admin key of a workspace admin.",
)


def add_write_routes(router: APIRouter, resource: Resource, writer: RecordWriter[Any], bodies: Bodies) -> None:
    """Adds the routes that create, change, delete and restore records, and the batch route."""
    rules = _OWNED if issubclass(writer.record, Record) else _CONFIGURATION
    _add_create_route(router, resource, writer, bodies, rules)
    _add_batch_route(router, resource, writer, bodies, rules)
    _add_edit_routes(router, resource, writer, bodies, rules)


async def _create(
    writer: RecordWriter[Any], session: AsyncSession, actor: Actor, body: Model, parent_id: ParentId, path: str
) -> StoredResponse:
    record = await writer.create(session, actor, body.model_dump(), parent_id=parent_id)
    return write_response(record, status=201, location=f"{path}/{record.id}")


def _add_create_route(
    router: APIRouter, resource: Resource, writer: RecordWriter[Any], bodies: Bodies, rules: _Rules
) -> None:
    @router.post(
        "",
        status_code=201,
        name=f"create_{resource.noun}",
        summary=f"Create {resource.one}",
        description=rules.creating.format(noun=resource.noun),
        response_model=resource.record,
        responses={201: responds_with(f"The new {resource.noun}.", "Location", "ETag")},
        openapi_extra=fails_with(*IDEMPOTENT, *rules.on_creating),
    )
    async def create_record(
        request: Request,
        session: Transaction,
        actor: Annotated[Actor, Depends(rules.may_write)],
        parent_id: Annotated[ParentId, Depends(parent_id_dependency(resource.reader))],
        body: Annotated[Model, Depends(JsonBody(bodies.new))],
        idempotency_key: IdempotencyToken = None,
    ) -> Response:
        handler = partial(_create, writer, session, actor, body, parent_id, request.url.path)
        return await idempotent(request, session, actor, idempotency_key, writer.record, handler)


def _add_batch_route(
    router: APIRouter, resource: Resource, writer: RecordWriter[Any], bodies: Bodies, rules: _Rules
) -> None:
    many = resource.many

    @router.post(
        "/batch",
        name=f"create_or_update_{many}",
        summary=f"Create or change many {many}",
        description=f"Creates or changes up to 100 {many} in one call. An item without an `id` is created. An item "
        f"with the `id` of {resource.one} is changed with a JSON merge patch. Items succeed or fail independently, and "
        f"each has its own result, in order.{rules.note}",
        response_model=resource.named(BatchResult, "BatchResult", resource.named(BatchItemResult, "BatchItemResult")),
        response_description="The results of the items, in order.",
        openapi_extra=fails_with(*IDEMPOTENT),
    )
    async def create_or_update_records(
        request: Request,
        database: DatabaseDep,
        claim: Annotated[Claim, Depends(rules.may_write_each)],
        parent_id: Annotated[ParentId, Depends(parent_id_dependency(resource.reader))],
        body: Annotated[BatchBody, Depends(JsonBody(BatchBody, documented_as=_batch_schema(resource, bodies)))],
        idempotency_key: IdempotencyToken = None,
    ) -> Response:
        collection_path = request.url.path.removesuffix("/batch")

        async def handle_item(session: AsyncSession, actor: Actor, item: Any) -> StoredResponse:
            if not isinstance(item, dict) or "id" not in item:
                return await _create(
                    writer, session, actor, bodies.new.model_validate(item), parent_id, collection_path
                )
            patch = bodies.patch.model_validate({name: value for name, value in item.items() if name != "id"})
            values = patch.model_dump(exclude_unset=True)
            return write_response(await writer.change(session, actor, _id(item["id"]), values, parent_id=parent_id))

        async def check(session: AsyncSession, actor: Actor) -> None:
            await writer.require_parent(session, actor, parent_id)

        return await BatchRun(request, database, claim, idempotency_key, writer.record, handle_item, check)(body.items)


def _add_edit_routes(
    router: APIRouter, resource: Resource, writer: RecordWriter[Any], bodies: Bodies, rules: _Rules
) -> None:
    noun, one = resource.noun, resource.one
    parent = Depends(parent_id_dependency(resource.reader))

    @router.patch(
        RECORD_PATH,
        name=f"update_{noun}",
        summary=f"Change {one}",
        description="Takes a JSON merge patch: absent members stay as they are, and `null` clears a member."
        f"{rules.note}",
        response_model=resource.record,
        response_description=f"The {noun} as it is now.",
        openapi_extra=fails_with(*EDITING, *rules.on_changing),
    )
    async def update_record(
        request: Request,
        session: Transaction,
        actor: Annotated[Actor, Depends(rules.may_write)],
        parent_id: Annotated[ParentId, parent],
        id: RecordId,
        body: Annotated[Model, Depends(JsonBody(bodies.patch, (JSON, MERGE_PATCH)))],
        if_match: IfMatch = None,
        idempotency_key: IdempotencyToken = None,
    ) -> Response:
        async def handler() -> StoredResponse:
            values = body.model_dump(exclude_unset=True)
            precondition = partial(require_match, if_match)
            return write_response(await writer.change(session, actor, id, values, precondition, parent_id=parent_id))

        return await idempotent(request, session, actor, idempotency_key, writer.record, handler)

    @router.delete(
        RECORD_PATH,
        status_code=204,
        name=f"delete_{noun}",
        summary=f"Delete {one}",
        description=f"Marks the {noun} as deleted, so that it can be restored. {rules.deleting}",
        response_description=f"The {noun} was deleted.",
        openapi_extra=fails_with(*EDITING, *rules.on_deleting),
    )
    async def delete_record(
        request: Request,
        session: Transaction,
        actor: Annotated[Actor, Depends(rules.may_write)],
        parent_id: Annotated[ParentId, parent],
        id: RecordId,
        permanent: Permanent = False,
        if_match: IfMatch = None,
        idempotency_key: IdempotencyToken = None,
    ) -> Response:
        async def handler() -> StoredResponse:
            delete = writer.delete_permanently if permanent else writer.delete
            await delete(session, actor, id, partial(require_match, if_match), parent_id=parent_id)
            return StoredResponse(204)

        return await idempotent(request, session, actor, idempotency_key, writer.record, handler)

    @router.post(
        f"{RECORD_PATH}/restore",
        name=f"restore_{noun}",
        summary=f"Restore a deleted {noun}",
        description=f"Restores the {noun}, unless it was deleted permanently. {rules.restoring}",
        response_model=resource.record,
        response_description=f"The {noun} as it is now.",
        openapi_extra=fails_with(*EDITING, *_on_restoring(writer.record)),
    )
    async def restore_record(
        request: Request,
        session: Transaction,
        actor: Annotated[Actor, Depends(rules.may_restore)],
        parent_id: Annotated[ParentId, parent],
        id: RecordId,
        if_match: IfMatch = None,
        idempotency_key: IdempotencyToken = None,
    ) -> Response:
        async def handler() -> StoredResponse:
            precondition = partial(require_match, if_match)
            return write_response(await writer.restore(session, actor, id, precondition, parent_id=parent_id))

        return await idempotent(request, session, actor, idempotency_key, writer.record, handler)


def _on_restoring(record: type[Versioned]) -> Codes:
    refusing = any(reference.on_delete is OnDelete.RESTRICT for reference in record.references.values())
    return ["reference_deleted"] if refusing else []


def _batch_schema(resource: Resource, bodies: Bodies) -> type[BaseModel]:
    """Returns the published schema of a batch: each item is a new record, or a patch with the id of a record."""
    name = resource.record.__name__
    patch_example = {"id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d", **example_in(bodies.patch)}
    change = create_model(
        f"{name}BatchPatch",
        __base__=bodies.patch,
        __cls_kwargs__=dict(example(**patch_example)),
        __doc__=f"A JSON merge patch for the {resource.noun} with this id.",
        id=(UUID, ...),
    )
    items: Any = list[bodies.new | change]  # type: ignore[name-defined]  # these are values
    return create_model(
        f"{name}Batch",
        __base__=BatchBody,
        __cls_kwargs__=dict(example(items=[example_in(bodies.new), patch_example])),
        __doc__=f"New {resource.many} and changes to existing ones, in any order.",
        items=(items, BatchBody.model_fields["items"]),
    )


def _id(value: Any) -> UUID:
    """Returns the id. Raises NotFound for a malformed one, as for one that never existed."""
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError) as cause:
        raise NotFound() from cause
