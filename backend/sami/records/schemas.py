"""The schemas that all records share: records, request bodies, filters and pages."""

from collections.abc import Iterable
from typing import Annotated, Any, Generic, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from sami.models.record import Visibility
from sami.records.values import Moment

T = TypeVar("T", bound=BaseModel)
V = TypeVar("V")

#: The most records in a page.
MAX_LIMIT = 100

#: Counting stops here. Few callers need an exact number beyond it, and the cost would keep growing.
MAX_COUNT = 10_000


def example(**members: Any) -> ConfigDict:
    """Returns a `model_config` with the example request body that the docs show."""
    return ConfigDict(json_schema_extra={"examples": [members]})


def example_in(body: type[BaseModel]) -> dict[str, Any]:
    """Returns the example that `example` gave this body."""
    extra: Any = body.model_config["json_schema_extra"]
    return dict(extra["examples"][0])


class Model(BaseModel):
    """The base of request bodies. Unknown members are errors, so that a mistyped one isn't silently ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


#: The members that all records have. They come after a record's own.
_COMMON = ("owner_id", "visibility", "version", "created_at", "updated_at", "deleted_at")


def in_display_order(members: Iterable[str]) -> list[str]:
    """Sorts member names for display: the id, the record's own members, then those that all records have."""
    names = list(members)
    own = [name for name in names if name not in _COMMON]
    return [*own, *(name for name in _COMMON if name in names)]


def _order_members(schema: dict[str, Any]) -> None:
    schema["properties"] = {name: schema["properties"][name] for name in in_display_order(schema["properties"])}


class VersionedFields(BaseModel):
    """The members of everything that the API changes. They have no defaults, because responses have all of them."""

    model_config = ConfigDict(json_schema_extra=_order_members)

    id: Annotated[UUID, Field(description="UUIDv7.")]
    version: Annotated[int, Field(description="Increases with each change. Also the `ETag`.", examples=[1])]
    created_at: Moment
    updated_at: Moment
    deleted_at: Moment | None = Field(
        default=None, description="When it was deleted. Only present with `include_deleted`."
    )


class RecordFields(VersionedFields):
    """The members of every record."""

    owner_id: Annotated[UUID, Field(description="The user who owns the record.")]
    visibility: Annotated[
        Visibility, Field(description="Who can see it besides its owner and workspace admins.", examples=["workspace"])
    ]


class SharedFields(Model):
    """The members of every record's request bodies, for both creating and changing it."""

    owner_id: UUID = Field(
        default=cast(UUID, None), description="The user who owns the record. New records are yours by default."
    )
    visibility: Visibility = Field(
        default=Visibility.WORKSPACE, description="Who can see it besides its owner and workspace admins."
    )


#: Parameters that narrow a list, but are not filters.
NOT_FILTERS = frozenset({"q", "include_deleted"})

INCLUDE_DELETED = "Include deleted records, with `deleted_at`."


#: The type of a filter for an exact value: `Exactly[str] = None`.
Exactly = Annotated[V | None, Field(description="Records with exactly this value.")]


class RowFilters(BaseModel):
    """The filters of every list. Unlike a body, it ignores unknown names: routes have other parameters too."""

    created_after: Moment | None = Field(default=None, description="Created after this time.")
    created_before: Moment | None = Field(default=None, description="Created before this time.")

    def applied(self) -> dict[str, Any]:
        """Returns the filters that the caller set, by name."""
        return {name: value for name, value in self if name not in NOT_FILTERS and value is not None}


class VersionedFilters(RowFilters):
    updated_since: Moment | None = Field(default=None, description="Changed at or after this time.")
    include_deleted: bool = Field(default=False, description=INCLUDE_DELETED)


class RecordFilters(VersionedFilters):
    q: str | None = Field(
        default=None,
        max_length=200,
        description="Records that contain all of these words, ignoring case and accents.",
    )
    owner_id: UUID | None = Field(default=None, description="Records of this owner.")
    visibility: Visibility | None = Field(default=None, description="Records with this visibility.")


class PageOf(BaseModel, Generic[T]):
    """A page of a list."""

    data: list[T]
    has_more: bool
    next_cursor: Annotated[str | None, Field(description="The `cursor` of the next page, or null on the last page.")]


class Count(BaseModel):
    """The number of records in a list, over all pages."""

    count: Annotated[int, Field(ge=0, le=MAX_COUNT, description=f"At most {MAX_COUNT}.", examples=[42])]
    more: Annotated[bool, Field(description=f"Whether there are more than {MAX_COUNT}. If so, `count` is {MAX_COUNT}.")]
