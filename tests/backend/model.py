"""Who sees and edits what, as `product.md` says it, in plain Python: what `sami.reach` is held against."""

from collections.abc import Set
from dataclasses import dataclass


@dataclass(frozen=True)
class ModelPerson:
    workspace: int
    role: str
    teams: Set[int]


@dataclass(frozen=True)
class ModelRecord:
    owner: ModelPerson
    owner_number: int
    visibility: str


def sees(number: int, person: ModelPerson, record: ModelRecord) -> bool:
    if person.workspace != record.owner.workspace:
        return False
    if record.owner_number == number or person.role == "admin" or record.visibility == "workspace":
        return True
    return record.visibility == "team" and bool(person.teams & record.owner.teams)


def edits(number: int, person: ModelPerson, record: ModelRecord) -> bool:
    if person.workspace != record.owner.workspace:
        return False
    if record.owner_number == number or person.role == "admin":
        return True
    return record.visibility != "private" and bool(person.teams & record.owner.teams)
