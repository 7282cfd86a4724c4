"""The model and the service, side by side: every call is made of both, and both have to say the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

import httpx

from tests.backend import model
from tests.backend.model import MEMBERS, Key, Person, Record, Refused, finds, sees
from tests.factories.world import HeldKey, World
from tests.factories.world import Person as WorldPerson

P = ParamSpec("P")
T = TypeVar("T")

WORKSPACES, TEAMS = 2, 2
KINDS = tuple(MEMBERS)
SHOWN = ("owner_id", "visibility", "email", "contact_id", "deal_id")


# What is drawn: numbers stand for whichever person or record there is by then. -----------------------


@dataclass(frozen=True)
class Item:
    """`target`: the record to be changed; None: a new one."""

    target: int | None
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """One call, by a person or, with None, by the owner of what it is about. All but a batch are about the first of
    `items`.
    """

    what: str
    by: int | None
    permission: str
    kind: str
    items: Sequence[Item]


@dataclass
class Play:
    client: httpx.AsyncClient
    world: World
    people: Sequence[Person]
    records: list[Record] = field(default_factory=list)
    ids: dict[Person | Record, str] = field(default_factory=dict)
    keys: dict[Key, HeldKey] = field(default_factory=dict)
    persons: dict[Person, WorldPerson] = field(default_factory=dict)

    async def begin(self, drawn: Sequence[tuple[str, int, Mapping[str, Any], bool]]) -> None:
        workspaces = [await self.world.workspace() for _ in range(WORKSPACES)]
        stages = [await self.world.stage(each, await self.world.pipeline(each)) for each in workspaces]
        teams = [[await self.world.team(each) for _ in range(TEAMS)] for each in workspaces]
        for person in self.people:
            self.persons[person] = there = await self.world.person(
                workspaces[person.workspace],
                role=person.role,
                teams=[teams[person.workspace][team] for team in person.teams],
                active=person.active,
            )
            self.ids[person] = str(there.id)
        for kind, owner_number, drawn_values, deleted in drawn:
            owner = _pick(self.people, owner_number)
            members = self._meant(kind, drawn_values, workspace=owner.workspace) | {"owner": owner}
            await self._begin_with(Record(kind, **members, deleted=deleted), stages[owner.workspace])

    async def _begin_with(self, record: Record, stage: UUID) -> None:
        columns: dict[str, Any] = {"deleted_at": datetime.now(UTC) if record.deleted else None}
        for member in ("contact", "deal"):
            if named := getattr(record, member):
                columns[f"{member}_id"] = UUID(self.ids[named])
        owner = self.persons[record.owner]
        match record.kind:
            case "contact":
                columns |= {"first_name": "Findable", "email": record.email}
                id = await self.world.contact(owner, record.visibility, **columns)
            case "deal":
                id = await self.world.deal(owner, stage, record.visibility, title="Findable", **columns)
            case _:
                id = await self.world.message(owner, record.visibility, subject="Findable", **columns)
        self._add(record, str(id))

    def _add(self, record: Record, id: str) -> None:
        self.records.append(record)
        self.ids[record] = id

    def _meant(self, kind: str, drawn: Mapping[str, Any], *, workspace: int | None = None) -> dict[str, Any]:
        """The drawn values with persons and records for their numbers: any there are, or those of one workspace."""
        meant = {member: value for member, value in drawn.items() if member in MEMBERS[kind]}
        if "owner" in meant:
            meant["owner"] = _pick(self.people, meant["owner"])
        for member in ("contact", "deal"):
            if meant.get(member) is not None:
                there = [each for each in self.records if each.kind == member]
                there = [each for each in there if workspace is None or each.owner.workspace == workspace]
                meant[member] = _pick(there, meant[member]) if there else None
        return meant

    def _target(self, kind: str, number: int | None) -> Record | None:
        there = [record for record in self.records if record.kind == kind]
        return _pick(there, number or 0) if there else None

    # Calls --------------------------------------------------------------------------------------

    async def do(self, step: Step) -> None:
        target = self._target(step.kind, step.items[0].target)
        by = target.owner if step.by is None and target else _pick(self.people, step.by or 0)
        key = Key(by, step.permission)
        if step.what == "upsert":
            return await self._upsert(key, step.items[0].values)
        if step.what == "batch":
            return await self._batch(key, step.kind, step.items)
        if step.what == "create":
            return await self._create(key, step.kind, step.items[0].values)
        if target is None:
            return None
        return await self._change(key, step.what, target, step.items[0].values)

    async def _create(self, key: Key, kind: str, drawn: Mapping[str, Any]) -> None:
        meant = self._meant(kind, drawn)
        expected, record = _said(201, model.create, key, kind, meant)
        answer = await self._send(key, "POST", f"/v1/{kind}s", self._json(kind, meant, new=True))
        assert answer.status_code == expected, answer.text
        if record:
            self._add(record, answer.json()["id"])

    async def _change(self, key: Key, what: str, target: Record, drawn: Mapping[str, Any]) -> None:
        path = f"/v1/{target.kind}s/{self.ids[target]}"
        match what:
            case "change":
                meant = self._meant(target.kind, drawn)
                expected, _ = _said(200, model.change, key, target, meant)
                answer = await self._send(key, "PATCH", path, self._json(target.kind, meant))
            case "delete":
                expected, _ = _said(204, model.delete, key, target)
                answer = await self._send(key, "DELETE", path)
            case "restore":
                expected, _ = _said(200, model.restore, key, target)
                answer = await self._send(key, "POST", f"{path}/restore")
            case _:
                before = {(person, each) for person in self.people for each in self.records if sees(person, each)}
                expected, _ = _said(204, model.remove, key, target, self.records)
                answer = await self._send(key, "DELETE", f"{path}?permanent=true")
                for person, each in ((person, each) for person in self.people for each in self.records):
                    assert not sees(person, each) or (person, each) in before or each.owner is person
        assert answer.status_code == expected, (what, answer.text)

    async def _upsert(self, key: Key, drawn: Mapping[str, Any]) -> None:
        meant = self._meant("contact", drawn)
        meant["email"] = meant.get("email") or "a@example.com"
        body = self._json("contact", meant, new=True)
        found = model.matching(key.person, meant["email"], self.records)
        expected, upserted = _said(200, model.upsert, key, meant, self.records)
        answer = await self._send(key, "PUT", "/v1/contacts/upsert", body)
        if upserted:
            record, created = upserted
            if created:
                self._add(record, answer.json()["id"])
            assert (answer.status_code, answer.json()["created"]) == (201 if created else 200, created)
            assert answer.json()["id"] == self.ids[record]
        else:
            assert answer.status_code == expected, answer.text
            if expected == 409:
                assert answer.json()["ids"] == sorted(self.ids[each] for each in found)

    async def _batch(self, key: Key, kind: str, items: Sequence[Item]) -> None:
        """Its items are one call after the other."""
        bodies, wanted = [], []
        for item in items:
            meant = self._meant(kind, item.values)
            target = self._target(kind, item.target) if item.target is not None else None
            wanted.append((target, meant))
            id = {"id": self.ids[target]} if target else {}
            bodies.append(self._json(kind, meant, new=target is None) | id)
        whole, _ = _said(200, key.require, "write")
        answer = await self._send(key, "POST", f"/v1/{kind}s/batch", {"items": bodies})
        assert answer.status_code == whole, answer.text
        for (target, meant), result in zip(wanted, answer.json().get("data", ()), strict=whole == 200):
            if target is None:
                expected, record = _said(201, model.create, key, kind, meant)
                if record:
                    self._add(record, result["data"]["id"])
            else:
                expected, _ = _said(200, model.change, key, target, meant)
            assert result["status"] == expected, result

    def _json(self, kind: str, meant: Mapping[str, Any], *, new: bool = False) -> dict[str, Any]:
        needed = {
            "contact": {"first_name": "Findable"},
            "deal": {"title": "Findable"},
            "message": {"subject": "Findable", "channel": "note"},
        }
        body: dict[str, Any] = dict(needed[kind]) if new else {}
        for member, value in meant.items():
            if member in ("owner", "contact", "deal"):
                body[f"{member}_id"] = value and self.ids[value]
            else:
                body[member] = value
        return body

    async def _send(self, key: Key, method: str, path: str, body: object = None) -> httpx.Response:
        held = self.keys.get(key)
        if held is None:
            held = self.keys[key] = await self.world.key(self.persons[key.person], key.permission)
        return await self.client.request(method, path, headers=held.headers, json=body)

    # Looks --------------------------------------------------------------------------------------

    async def look_around(self) -> None:
        for person in self.people:
            if person.active:
                for kind in KINDS:
                    await self._look_at(person, kind)
            else:
                assert (await self._send(Key(person, "read"), "GET", "/v1/contacts")).status_code == 401

    async def _look_at(self, person: Person, kind: str) -> None:
        mine = [record for record in self.records if record.kind == kind]
        shown = {self.ids[each]: self._shown(person, each) for each in mine if finds(person, each)}
        expand = ",".join(member for member in ("contact", "deal") if member in MEMBERS[kind])
        expanding = {"expand": expand} if expand else {}
        assert await self._list(person, kind, expanding) == shown
        for parameters, matches in self._searches(kind):
            found = {self.ids[each] for each in mine if finds(person, each) and matches(person, each)}
            assert set(await self._list(person, kind, parameters)) == found, parameters
            assert await self._get(person, f"{kind}s/count", parameters) == {"count": len(found), "more": False}
        for record in mine:
            got = await self._get(person, f"{kind}s/{self.ids[record]}", expanding)
            assert (_members(got) if "id" in got else None) == shown.get(self.ids[record])
        seen = {self.ids[each] for each in mine if sees(person, each)}
        assert set(await self._list(person, kind, {"include_deleted": "true"})) == seen

    def _searches(self, kind: str) -> Sequence[tuple[dict[str, str], Callable[[Person, Record], bool]]]:
        """Filters by what the last record of this kind has, or else by what is surely nowhere."""
        last = next((each for each in reversed(self.records) if each.kind == kind), Record(kind, self.people[-1]))
        searches: list[tuple[dict[str, str], Callable[[Person, Record], bool]]] = [
            ({"q": "FINDABLE"}, lambda _, __: True),
            (
                {"owner_id": self.ids[last.owner], "visibility": last.visibility},
                lambda _, each: (each.owner, each.visibility) == (last.owner, last.visibility),
            ),
        ]
        for member in ("contact", "deal"):
            named = getattr(last, member) or self._target(member, 0)
            if member in MEMBERS[kind] and named:
                searches.append(
                    (
                        {f"{member}_id": self.ids[named]},
                        partial(_names, member, named),
                    )
                )
        return searches

    def _shown(self, person: Person, record: Record) -> dict[str, Any]:
        """The record as the person sees it: what they can't see is not named, and what is deleted not expanded."""
        shown: dict[str, Any] = {"owner_id": self.ids[record.owner], "visibility": record.visibility}
        if record.kind == "contact":
            return shown | {"email": record.email}
        for member in ("contact", "deal"):
            if member in MEMBERS[record.kind]:
                named = getattr(record, member)
                shown[f"{member}_id"] = self.ids[named] if named and sees(person, named) else None
                shown[member] = self.ids[named] if named and finds(person, named) else None
        return shown

    async def _get(self, person: Person, path: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        query = "&".join(f"{name}={value}" for name, value in parameters.items())
        answer = await self._send(Key(person, "read"), "GET", f"/v1/{path}?{query}")
        assert answer.status_code in (200, 404), answer.text
        got: dict[str, Any] = answer.json()
        return got

    async def _list(self, person: Person, kind: str, parameters: Mapping[str, str]) -> dict[str, dict[str, Any]]:
        page = await self._get(person, f"{kind}s", {**parameters, "limit": "100"})
        assert not page["has_more"]
        return {record["id"]: _members(record) for record in page["data"]}


def _names(member: str, named: Record, person: Person, record: Record) -> bool:
    """Nobody finds out by asking what they aren't shown."""
    return getattr(record, member) is named and sees(person, named)


def _members(record: Mapping[str, Any]) -> dict[str, Any]:
    """Those of a record in JSON that the model knows; for what is expanded, its id."""
    known = {
        name: record[name] for name in ("owner_id", "visibility", "email", "contact_id", "deal_id") if name in record
    }
    return known | {name: record[name] and record[name]["id"] for name in ("contact", "deal") if name in record}


def _pick(among: Sequence[T], number: int) -> T:
    return among[number % len(among)]


def _said(good: int, action: Callable[P, T], *arguments: P.args, **more: P.kwargs) -> tuple[int, T | None]:
    """The status that the model answers with, and what it returns."""
    try:
        return good, action(*arguments, **more)
    except Refused as refused:
        return refused.status, None
