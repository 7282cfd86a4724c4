"""One kind of record as the API has it: a resource is its schemas, its rules and a few lines; the rest is here."""

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

#: The id of the record that the collection is a part of, if it is part of one.
ParentId = UUID | None


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of record as the API has it. `one` and `many` are what the docs call it, such as "a contact"."""

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
        """A schema with a name that generated clients can do with: `ContactPage`, not `PageOf_Contact_`."""
        name = f"{self.record.__name__}{suffix}"
        return create_model(name, __base__=generic[of or self.record], __doc__=generic.__doc__)  # type: ignore[index]


async def _no_parent() -> None:
    pass


def parent_id_dependency(reader: RecordReader) -> Callable[..., Awaitable[ParentId]]:
    """The dependency for the id, from the path, of the record that the collection is a part of."""
    if reader.parent_member is None:
        return _no_parent

    async def whole(
        parent_id: Annotated[UUID, Path(alias=reader.parent_member, description="Whose they are.")],
    ) -> UUID:
        return parent_id

    return whole
