"""Who sees and changes what, as `product.md` says it, in plain Python: what the service is held against."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

PERMISSIONS = ("read", "write", "admin")
VISIBILITIES = ("private", "team", "workspace")

#: What a key can set of each kind of record, as far as it matters here.
MEMBERS = {
    "contact": ("owner", "visibility", "email"),
    "deal": ("owner", "visibility", "contact"),
    "message": ("owner", "visibility", "contact", "deal"),
}


class Refused(Exception):
    def __init__(self, status: int) -> None:
        self.status = status


@dataclass(eq=False, frozen=True)
class Person:
    workspace: int
    role: str
    teams: Set[int]
    active: bool


@dataclass(eq=False)
class Record:
    kind: str
    owner: Person
    visibility: str = "workspace"
    contact: "Record | None" = None
    deal: "Record | None" = None
    email: str | None = None
    deleted: bool = False
    gone: bool = False


@dataclass(frozen=True)
class Key:
    person: Person
    permission: str

    def require(self, least: str) -> None:
        if not self.person.active:
            raise Refused(401)
        if PERMISSIONS.index(self.permission) < PERMISSIONS.index(least):
            raise Refused(403)


def sees(person: Person, record: Record) -> bool:
    """Deleted ones included."""
    if record.gone or record.owner.workspace != person.workspace:
        return False
    by_itself = (
        record.owner is person
        or person.role == "admin"
        or record.visibility == "workspace"
        or (record.visibility == "team" and teammates(record.owner, person))
    )
    return by_itself and (record.contact is None or sees(person, record.contact))


def edits(person: Person, record: Record) -> bool:
    """Asked of what the person sees."""
    return (
        record.owner is person
        or person.role == "admin"
        or (record.visibility != "private" and teammates(record.owner, person))
    )


def teammates(one: Person, other: Person) -> bool:
    return bool(one.teams & other.teams)


def finds(person: Person, record: Record) -> bool:
    return sees(person, record) and not record.deleted


def create(key: Key, kind: str, values: Mapping[str, Any]) -> Record:
    key.require("write")
    if values.get("owner", key.person) is not key.person:
        key.require("admin")
    record = Record(kind, **{"owner": key.person, **values})
    _require_names(key.person, record, values)
    return record


def change(key: Key, record: Record, values: Mapping[str, Any]) -> None:
    key.require("admin" if values.keys() & {"owner", "visibility"} else "write")
    _require_editable(key.person, record)
    changed = {member: value for member, value in values.items() if value != getattr(record, member)}
    _require_names(key.person, replace(record, **changed), changed)
    for member, value in changed.items():
        setattr(record, member, value)


def upsert(key: Key, values: Mapping[str, Any], records: Collection[Record]) -> tuple[Record, bool]:
    """The contact with this address, and whether it was created."""
    key.require("admin" if values.keys() & {"owner", "visibility"} else "write")
    found = matching(key.person, values["email"], records)
    if not found:
        return create(key, "contact", values), True
    if len(found) > 1:
        raise Refused(409)
    change(key, found[0], values)
    return found[0], False


def matching(person: Person, email: str, records: Collection[Record]) -> list[Record]:
    return [
        record for record in records if record.kind == "contact" and record.email == email and finds(person, record)
    ]


def delete(key: Key, record: Record) -> None:
    key.require("write")
    _require_editable(key.person, record)
    record.deleted = True


def restore(key: Key, record: Record) -> None:
    key.require("admin")
    _require_editable(key.person, record, deleted_too=True)
    record.deleted = False


def remove(key: Key, record: Record, records: Collection[Record]) -> None:
    """For good: what names it names nothing, and is seen by nobody new but its owner."""
    key.require("admin")
    _require_editable(key.person, record, deleted_too=True)
    record.gone = True
    for other in records:
        if other.deal is record:
            other.deal = None
        if other.contact is record:
            other.contact = None
            if record.visibility != "workspace":
                same_people = other.owner is record.owner
                other.visibility = (
                    min(other.visibility, record.visibility, key=VISIBILITIES.index) if same_people else "private"
                )


def _require_editable(person: Person, record: Record, *, deleted_too: bool = False) -> None:
    if not sees(person, record) or (record.deleted and not deleted_too):
        raise Refused(404)
    if not edits(person, record):
        raise Refused(403)


def _require_names(person: Person, record: Record, changed: Collection[str]) -> None:
    """What is newly named has to be there for the person; an owner has to be active."""
    owner = record.owner
    if "owner" in changed and owner is not person and not (owner.active and owner.workspace == person.workspace):
        raise Refused(422)
    for member in ("contact", "deal"):
        named = getattr(record, member)
        if member in changed and named is not None and not finds(person, named):
            raise Refused(422)
