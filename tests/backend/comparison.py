"""Compares the service with the model: makes every call to both, and checks that both give the same result."""

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
#: The members that the model knows, as they are in a record's JSON.
JSON_MEMBERS = ("owner_id", "visibility", "email", "contact_id", "deal_id")


# What hypothesis draws. Numbers stand for persons and records, by their position among those that exist by then. -----


@dataclass(frozen=True)
class Item:
    """A record to change (`target`), or with None to create, and the values to set."""

    target: int | None
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """One call, by the person `by`, or with None by the target's owner. Only a batch uses more than the first item."""

    action: str
    by: int | None
    permission: str
    kind: str
    items: Sequence[Item]


@dataclass
class Comparison:
    """The model's persons and records, with their counterparts in the service."""

    client: httpx.AsyncClient
    world: World
    people: Sequence[Person]
    records: list[Record] = field(default_factory=list)
    ids: dict[Person | Record, str] = field(default_factory=dict)
    keys: dict[Key, HeldKey] = field(default_factory=dict)
    persons: dict[Person, WorldPerson] = field(default_factory=dict)

    async def set_up(self, drawn: Sequence[tuple[str, int, Mapping[str, Any], bool]]) -> None:
        workspaces = [await self.world.workspace() for _ in range(WORKSPACES)]
        stages = [await self.world.stage(each, await self.world.pipeline(each)) for each in workspaces]
        teams = [[await self.world.team(each) for _ in range(TEAMS)] for each in workspaces]
        for person in self.people:
            self.persons[person] = counterpart = await self.world.person(
                workspaces[person.workspace],
                role=person.role,
                teams=[teams[person.workspace][team] for team in person.teams],
                active=person.active,
            )
            self.ids[person] = str(counterpart.id)
        for kind, owner_number, drawn_values, deleted in drawn:
            owner = _pick(self.people, owner_number)
            members = self._resolve(kind, drawn_values, workspace=owner.workspace) | {"owner": owner}
            await self._insert(Record(kind, **members, deleted=deleted), stages[owner.workspace])

    async def _insert(self, record: Record, stage: UUID) -> None:
        columns: dict[str, Any] = {"deleted_at": datetime.now(UTC) if record.deleted else None}
        for member in ("contact", "deal"):
            if other := getattr(record, member):
                columns[f"{member}_id"] = UUID(self.ids[other])
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

    def _resolve(self, kind: str, drawn: Mapping[str, Any], *, workspace: int | None = None) -> dict[str, Any]:
        """Replaces the drawn numbers with persons and records: of any workspace, or of this one."""
        values = {member: value for member, value in drawn.items() if member in MEMBERS[kind]}
        if "owner" in values:
            values["owner"] = _pick(self.people, values["owner"])
        for member in ("contact", "deal"):
            if values.get(member) is not None:
                found = [each for each in self.records if each.kind == member]
                found = [each for each in found if workspace is None or each.owner.workspace == workspace]
                values[member] = _pick(found, values[member]) if found else None
        return values

    def _target(self, kind: str, number: int | None) -> Record | None:
        found = [record for record in self.records if record.kind == kind]
        return _pick(found, number or 0) if found else None

    # Calls --------------------------------------------------------------------------------------

    async def run(self, step: Step) -> None:
        """Makes the call to the model and to the service, and compares the responses."""
        target = self._target(step.kind, step.items[0].target)
        by = target.owner if step.by is None and target else _pick(self.people, step.by or 0)
        key = Key(by, step.permission)
        if step.action == "upsert":
            return await self._upsert(key, step.items[0].values)
        if step.action == "batch":
            return await self._batch(key, step.kind, step.items)
        if step.action == "create":
            return await self._create(key, step.kind, step.items[0].values)
        if target is None:
            return None
        return await self._change(key, step.action, target, step.items[0].values)

    async def _create(self, key: Key, kind: str, drawn: Mapping[str, Any]) -> None:
        values = self._resolve(kind, drawn)
        expected, record = _outcome(201, model.create, key, kind, values)
        response = await self._send(key, "POST", f"/v1/{kind}s", self._json(kind, values, new=True))
        assert response.status_code == expected, response.text
        if record:
            self._add(record, response.json()["id"])

    async def _change(self, key: Key, action: str, target: Record, drawn: Mapping[str, Any]) -> None:
        path = f"/v1/{target.kind}s/{self.ids[target]}"
        match action:
            case "change":
                values = self._resolve(target.kind, drawn)
                expected, _ = _outcome(200, model.change, key, target, values)
                response = await self._send(key, "PATCH", path, self._json(target.kind, values))
            case "delete":
                expected, _ = _outcome(204, model.delete, key, target)
                response = await self._send(key, "DELETE", path)
            case "restore":
                expected, _ = _outcome(200, model.restore, key, target)
                response = await self._send(key, "POST", f"{path}/restore")
            case _:
                before = {(person, each) for person in self.people for each in self.records if sees(person, each)}
                expected, _ = _outcome(204, model.delete_permanently, key, target, self.records)
                response = await self._send(key, "DELETE", f"{path}?permanent=true")
                for person, each in ((person, each) for person in self.people for each in self.records):
                    assert not sees(person, each) or (person, each) in before or each.owner is person
        assert response.status_code == expected, (action, response.text)

    async def _upsert(self, key: Key, drawn: Mapping[str, Any]) -> None:
        values = self._resolve("contact", drawn)
        values["email"] = values.get("email") or "a@example.com"
        body = self._json("contact", values, new=True)
        found = model.matching(key.person, values["email"], self.records)
        expected, upserted = _outcome(200, model.upsert, key, values, self.records)
        response = await self._send(key, "PUT", "/v1/contacts/upsert", body)
        if upserted:
            record, created = upserted
            if created:
                self._add(record, response.json()["id"])
            assert (response.status_code, response.json()["created"]) == (201 if created else 200, created)
            assert response.json()["id"] == self.ids[record]
        else:
            assert response.status_code == expected, response.text
            if expected == 409:
                assert response.json()["ids"] == sorted(self.ids[each] for each in found)

    async def _batch(self, key: Key, kind: str, items: Sequence[Item]) -> None:
        """In the model, a batch is one call after the other."""
        bodies, calls = [], []
        for item in items:
            values = self._resolve(kind, item.values)
            target = self._target(kind, item.target) if item.target is not None else None
            calls.append((target, values))
            id = {"id": self.ids[target]} if target else {}
            bodies.append(self._json(kind, values, new=target is None) | id)
        batch_status, _ = _outcome(200, key.require, "write")
        response = await self._send(key, "POST", f"/v1/{kind}s/batch", {"items": bodies})
        assert response.status_code == batch_status, response.text
        for (target, values), result in zip(calls, response.json().get("data", ()), strict=batch_status == 200):
            if target is None:
                expected, record = _outcome(201, model.create, key, kind, values)
                if record:
                    self._add(record, result["data"]["id"])
            else:
                expected, _ = _outcome(200, model.change, key, target, values)
            assert result["status"] == expected, result

    def _json(self, kind: str, values: Mapping[str, Any], *, new: bool = False) -> dict[str, Any]:
        needed = {
            "contact": {"first_name": "Findable"},
            "deal": {"title": "Findable"},
            "message": {"subject": "Findable", "channel": "note"},
        }
        body: dict[str, Any] = dict(needed[kind]) if new else {}
        for member, value in values.items():
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

    # Reads --------------------------------------------------------------------------------------

    async def compare_reads(self) -> None:
        """Checks that each person's key reads exactly what the model says."""
        for person in self.people:
            if person.active:
                for kind in KINDS:
                    await self._compare_kind(person, kind)
            else:
                assert (await self._send(Key(person, "read"), "GET", "/v1/contacts")).status_code == 401

    async def _compare_kind(self, person: Person, kind: str) -> None:
        records = [record for record in self.records if record.kind == kind]
        shown = {self.ids[each]: self._shown(person, each) for each in records if finds(person, each)}
        expand = ",".join(member for member in ("contact", "deal") if member in MEMBERS[kind])
        expanding = {"expand": expand} if expand else {}
        assert await self._list(person, kind, expanding) == shown
        for parameters, matches in self._searches(kind):
            found = {self.ids[each] for each in records if finds(person, each) and matches(person, each)}
            assert set(await self._list(person, kind, parameters)) == found, parameters
            assert await self._get(person, f"{kind}s/count", parameters) == {"count": len(found), "more": False}
        for record in records:
            got = await self._get(person, f"{kind}s/{self.ids[record]}", expanding)
            assert (_members(got) if "id" in got else None) == shown.get(self.ids[record])
        seen = {self.ids[each] for each in records if sees(person, each)}
        assert set(await self._list(person, kind, {"include_deleted": "true"})) == seen

    def _searches(self, kind: str) -> Sequence[tuple[dict[str, str], Callable[[Person, Record], bool]]]:
        """Returns filters by values of the last record of this kind, or by values that no record has."""
        last = next((each for each in reversed(self.records) if each.kind == kind), Record(kind, self.people[-1]))
        searches: list[tuple[dict[str, str], Callable[[Person, Record], bool]]] = [
            ({"q": "FINDABLE"}, lambda _, __: True),
            (
                {"owner_id": self.ids[last.owner], "visibility": last.visibility},
                lambda _, each: (each.owner, each.visibility) == (last.owner, last.visibility),
            ),
        ]
        for member in ("contact", "deal"):
            other = getattr(last, member) or self._target(member, 0)
            if member in MEMBERS[kind] and other:
                searches.append(({f"{member}_id": self.ids[other]}, partial(_refers_visibly, member, other)))
        return searches

    def _shown(self, person: Person, record: Record) -> dict[str, Any]:
        """Returns the record as the person sees it: without references to records that they can't see, and without
        expanding deleted ones.
        """
        shown: dict[str, Any] = {"owner_id": self.ids[record.owner], "visibility": record.visibility}
        if record.kind == "contact":
            return shown | {"email": record.email}
        for member in ("contact", "deal"):
            if member in MEMBERS[record.kind]:
                other = getattr(record, member)
                shown[f"{member}_id"] = self.ids[other] if other and sees(person, other) else None
                shown[member] = self.ids[other] if other and finds(person, other) else None
        return shown

    async def _get(self, person: Person, path: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        query = "&".join(f"{name}={value}" for name, value in parameters.items())
        response = await self._send(Key(person, "read"), "GET", f"/v1/{path}?{query}")
        assert response.status_code in (200, 404), response.text
        got: dict[str, Any] = response.json()
        return got

    async def _list(self, person: Person, kind: str, parameters: Mapping[str, str]) -> dict[str, dict[str, Any]]:
        page = await self._get(person, f"{kind}s", {**parameters, "limit": "100"})
        assert not page["has_more"]
        return {record["id"]: _members(record) for record in page["data"]}


def _refers_visibly(member: str, other: Record, person: Person, record: Record) -> bool:
    """Whether a filter by `member` finds the record: not if the person can't see the record that it refers to."""
    return getattr(record, member) is other and sees(person, other)


def _members(record: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the members of a JSON record that the model knows, with only the ids of expanded records."""
    known = {name: record[name] for name in JSON_MEMBERS if name in record}
    return known | {name: record[name] and record[name]["id"] for name in ("contact", "deal") if name in record}


def _pick(among: Sequence[T], number: int) -> T:
    return among[number % len(among)]


def _outcome(success: int, action: Callable[P, T], *arguments: P.args, **more: P.kwargs) -> tuple[int, T | None]:
    """Returns the status that the model expects (`success` unless it refuses) and what its function returns."""
    try:
        return success, action(*arguments, **more)
    except Refused as refused:
        return refused.status, None
