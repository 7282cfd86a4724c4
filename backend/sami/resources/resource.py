"""`Resource`: one kind of record in the public API. A resource's own package holds its schemas and rules; the rest is
shared here.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel, create_model

from sami.http.planned_route import PlannedRoute
from sami.openapi.document import by_name
from sami.records.reader import RecordReader
from sami.records.schemas import RowFilters

#: The id of the parent record, for collections that have one.
ParentId = UUID | None


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of record in the public API. `one` and `many` are its names in the docs: "a contact", "contacts"."""

    prefix: str
    one: str
    many: str
    reader: RecordReader
    record: type[BaseModel]
    filters: type[RowFilters]

    @property
    def tag(self) -> str:
        return self.many.capitalize()

    @property
    def noun(self) -> str:
        return self.reader.noun

    def router(self) -> APIRouter:
        return APIRouter(
            prefix=self.prefix, tags=[self.tag], generate_unique_id_function=by_name, route_class=PlannedRoute
        )

    def named(self, generic: type[BaseModel], suffix: str, of: type[BaseModel] | None = None) -> type[BaseModel]:
        """Returns the generic schema with a name that suits generated clients: `ContactPage`, not `PageOf_Contact_`."""
        name = f"{self.record.__name__}{suffix}"
        return create_model(name, __base__=generic[of or self.record], __doc__=generic.__doc__)  # type: ignore[index]


async def _no_parent() -> None:
    pass


def parent_id_dependency(reader: RecordReader) -> Callable[..., Awaitable[ParentId]]:
    """Returns the FastAPI dependency that reads the parent's id from the path; None for collections without one."""
    if reader.parent_member is None:
        return _no_parent

    async def parent(
        parent_id: Annotated[
            UUID,
            Path(alias=reader.parent_member, description=f"The {reader.parent_member.removesuffix('_id')}'s `id`."),
        ],
    ) -> UUID:
        return parent_id

    return parent
