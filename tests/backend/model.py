"""The rules of visibility and permissions in plain Python: the model that the service is compared with.

The rules themselves are in the docstring of `sami.visibility`, and what each permission allows in
`sami.auth.permission`.
"""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

PERMISSIONS = ("read", "write", "admin")
VISIBILITIES = ("private", "team", "workspace")

#: By kind of record, the members that a key can set and that matter for these rules.
MEMBERS = {
    "contact": ("owner", "visibility", "email"),
    "deal": ("owner", "visibility", "contact"),
    "message": ("owner", "visibility", "contact", "deal"),
}


class Refused(Exception):
    """The model refuses a call with this HTTP status."""

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
    deleted_permanently: bool = False


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
    """Whether the person sees the record, whether or not it is deleted."""
    if record.deleted_permanently or record.owner.workspace != person.workspace:
        return False
    by_itself = (
        record.owner is person
        or person.role == "admin"
        or record.visibility == "workspace"
        or (record.visibility == "team" and teammates(record.owner, person))
    )
    return by_itself and (record.contact is None or sees(person, record.contact))


def edits(person: Person, record: Record) -> bool:
    """Whether the person may change a record that they see."""
    return (
        record.owner is person
        or person.role == "admin"
        or (record.visibility != "private" and teammates(record.owner, person))
    )


def teammates(one: Person, other: Person) -> bool:
    return bool(one.teams & other.teams)


def finds(person: Person, record: Record) -> bool:
    """Whether lists and look-ups show the record to the person."""
    return sees(person, record) and not record.deleted


def create(key: Key, kind: str, values: Mapping[str, Any]) -> Record:
    """Creates a record. Like the functions below, raises Refused with the status that the service must respond with."""
    key.require("write")
    if values.get("owner", key.person) is not key.person:
        key.require("admin")
    record = Record(kind, **{"owner": key.person, **values})
    _require_references(key.person, record, values)
    return record


def change(key: Key, record: Record, values: Mapping[str, Any]) -> None:
    """Sets these members."""
    key.require("admin" if values.keys() & {"owner", "visibility"} else "write")
    _require_editable(key.person, record)
    changed = {member: value for member, value in values.items() if value != getattr(record, member)}
    _require_references(key.person, replace(record, **changed), changed)
    for member, value in changed.items():
        setattr(record, member, value)


def upsert(key: Key, values: Mapping[str, Any], records: Collection[Record]) -> tuple[Record, bool]:
    """Changes or creates the contact with this address. Returns it, and whether it was created."""
    key.require("admin" if values.keys() & {"owner", "visibility"} else "write")
    found = matching(key.person, values["email"], records)
    if not found:
        return create(key, "contact", values), True
    if len(found) > 1:
        raise Refused(409)
    change(key, found[0], values)
    return found[0], False


def matching(person: Person, email: str, records: Collection[Record]) -> list[Record]:
    """Returns the contacts with this address that the person finds."""
    return [
        record for record in records if record.kind == "contact" and record.email == email and finds(person, record)
    ]


def delete(key: Key, record: Record) -> None:
    """Marks the record as deleted."""
    key.require("write")
    _require_editable(key.person, record)
    record.deleted = True


def restore(key: Key, record: Record) -> None:
    """Undoes `delete`."""
    key.require("admin")
    _require_editable(key.person, record, include_deleted=True)
    record.deleted = False


def delete_permanently(key: Key, record: Record, records: Collection[Record]) -> None:
    """Deletes the record permanently. Records that refer to it lose the reference, and become visible to nobody new
    except their owner.
    """
    key.require("admin")
    _require_editable(key.person, record, include_deleted=True)
    record.deleted_permanently = True
    for other in records:
        if other.deal is record:
            other.deal = None
        if other.contact is record:
            other.contact = None
            if record.visibility != "workspace":
                same_owner = other.owner is record.owner
                other.visibility = (
                    min(other.visibility, record.visibility, key=VISIBILITIES.index) if same_owner else "private"
                )


def _require_editable(person: Person, record: Record, *, include_deleted: bool = False) -> None:
    if not sees(person, record) or (record.deleted and not include_deleted):
        raise Refused(404)
    if not edits(person, record):
        raise Refused(403)


def _require_references(person: Person, record: Record, changed: Collection[str]) -> None:
    """Raises Refused when a changed reference is to a record that the person doesn't find, or a new owner isn't an
    active user of the workspace.
    """
    owner = record.owner
    if "owner" in changed and owner is not person and not (owner.active and owner.workspace == person.workspace):
        raise Refused(422)
    for member in ("contact", "deal"):
        other = getattr(record, member)
        if member in changed and other is not None and not finds(person, other):
            raise Refused(422)
