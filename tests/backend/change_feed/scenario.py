"""Random scenarios: concurrent transactions in a random order, and copies that users keep in sync with the feed.

A scenario is deterministic: each statement has ended, or waits for another transaction, before the next one starts.
"""

import asyncio
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg
import httpx
from uuid_utils.compat import uuid7

from tests.backend.model import Person, Record, sees
from tests.factories.world import HeldKey, World
from tests.factories.world import Person as WorldPerson

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

KINDS = ("contact", "deal", "message")
#: How many scenarios are generated. With the variable set, `test_two_at_once` also tries every pair of changes.
SCENARIOS = int(os.environ.get("SAMI_TEST_REPLAYS", "40"))
EXHAUSTIVE = "SAMI_TEST_REPLAYS" in os.environ

#: Whether each user is in the first team. The first user owns all records that exist at the start.
PEOPLE = (True, False, True)
TEAMS, SESSIONS = 2, 3


_TABLES = ("users", "team_members", "contacts", "deals", "messages", "pipelines", "stages")
_TABLE_AS_JSON = "(SELECT coalesce(json_agg(t), '[]') FROM {0} t WHERE workspace_id = $1) AS {0}"
_EVERYTHING = f"SELECT {', '.join(_TABLE_AS_JSON.format(table) for table in _TABLES)}"

_NEW = (
    "INSERT INTO {{table}} (workspace_id, id, owner_id, visibility, search, {})"
    " VALUES ({{workspace}}, {{new}}, {{person}}, {{visibility}}, '', {})"
)
_CHANGE = "UPDATE {{table}} SET {} WHERE workspace_id = {{workspace}} AND id = {{target}}"
_TOGGLE_DELETED = (
    "UPDATE {table} SET deleted_at = CASE WHEN deleted_at IS NULL THEN now() END WHERE workspace_id = {workspace}"
)
_DETACH = (
    "UPDATE {0} SET {1} = NULL, visibility = {{visibility}} WHERE workspace_id = {{workspace}} AND {1} = {{target}};"
)
_REMOVE = "DELETE FROM {table} WHERE workspace_id = {workspace} AND id = {target}"

#: The SQL of each action. Some depend on the kind of the record.
_SQL = {
    "create contact": _NEW.format("last_name", "'New'"),
    "create deal": _NEW.format("title, stage_id, contact_id", "'New', {stage}, {contact}"),
    "create message": _NEW.format("channel, occurred_at, contact_id, deal_id", "'note', now(), {contact}, {deal}"),
    "change": _CHANGE.format("version = version + 1, search = 'changed'"),
    "change owner": _CHANGE.format("owner_id = {person}"),
    "change visibility": _CHANGE.format("visibility = {visibility}"),
    "change all visibilities": (
        "UPDATE {table} SET visibility = {visibility}, owner_id = {person} WHERE workspace_id = {workspace}"
    ),
    "link deal": _CHANGE.format("contact_id = {contact}"),
    "link message": _CHANGE.format("contact_id = {contact}, deal_id = {deal}"),
    "toggle deleted": _TOGGLE_DELETED + " AND id = {target}",
    "remove contact": _DETACH.format("deals", "contact_id") + _DETACH.format("messages", "contact_id") + _REMOVE,
    "remove deal": _DETACH.format("messages", "deal_id") + _REMOVE,
    "remove message": _REMOVE,
    "join": "INSERT INTO team_members VALUES ({workspace}, {team}, {person}) ON CONFLICT DO NOTHING",
    "leave": "DELETE FROM team_members WHERE workspace_id = {workspace} AND user_id = {person}",
    "move": "UPDATE team_members SET team_id = {team} WHERE workspace_id = {workspace} AND user_id = {person}",
    "end team": "DELETE FROM teams WHERE workspace_id = {workspace} AND id = {team}",
    "toggle role": (
        "UPDATE users SET role = CASE role WHEN 'admin' THEN 'member' ELSE 'admin' END"
        " WHERE workspace_id = {workspace} AND id = {person}"
    ),
    "toggle pipeline": _TOGGLE_DELETED.replace("{table}", "pipelines") + " AND id = {pipeline}",
}


@dataclass(frozen=True)
class Step:
    """An action of `session`, or of a copy. The numbers select an existing record, user, team or copy, or none."""

    action: str
    session: int
    kind: str
    target: int
    value: int


@dataclass
class Session:
    """A connection with its own transaction, which begins with the first statement. `made`: the records it created."""

    connection: Connection
    made: list[tuple[str, UUID]] = field(default_factory=list)
    work: "asyncio.Task[str] | None" = None
    is_open: bool = False


@dataclass
class Copy:
    """A user's copy of the records that they see, by id. `may_know`: the ids of all that they ever could see."""

    person: WorldPerson
    key: HeldKey
    records: dict[str, Any] = field(default_factory=dict)
    cursor: str = ""
    may_know: set[str] = field(default_factory=set)


@dataclass
class Scenario:
    client: httpx.AsyncClient
    watcher: Connection
    sessions: Sequence[Session]
    workspace: UUID
    copies: Sequence[Copy]
    teams: Sequence[UUID]
    stage: UUID
    pipeline: UUID
    #: Some records that exist at the start, by name: a contact of the team and a private one, a deal of the contact and
    #: one of the team, a message and one of the contact.
    ids: dict[str, UUID] = field(default_factory=dict)
    existing: dict[str, list[UUID]] = field(default_factory=dict)

    @classmethod
    async def start(cls, connections: Sequence[Connection], client: httpx.AsyncClient, world: World) -> "Scenario":
        workspace = await world.workspace()
        teams = [await world.team(workspace) for _ in range(TEAMS)]
        pipeline = await world.pipeline(workspace)
        stage = await world.stage(workspace, pipeline)
        people = [await world.person(workspace, teams=teams[:1] if is_in else ()) for is_in in PEOPLE]
        copies = [Copy(person, await world.key(person, "read")) for person in people]
        sessions = [Session(each) for each in connections[1:]]
        scenario = cls(client, connections[0], sessions, workspace, copies, teams, stage, pipeline)
        contact = await world.contact(people[0], "team")
        through, deal = (
            await world.deal(people[0], stage, contact_id=contact),
            await world.deal(people[0], stage, "team"),
        )
        scenario.ids = {
            "contact": contact,
            "hidden": await world.contact(people[0], "private"),
            "through": through,
            "deal": deal,
            "message": await world.message(people[0]),
            "message_through": await world.message(people[0], contact_id=contact),
        }
        await world.message(people[0], "private", contact_id=contact)
        for shown in (through, deal):
            await world.message(people[0], deal_id=shown)
        await scenario._record_visibility()
        await scenario.list_all()
        return scenario

    async def run(self, step: Step) -> None:
        match step.action:
            case "poll":
                await self._poll(_pick(self.copies, step.target), 1 + step.value % 3)
            case "restart copy":
                await self._list_all(_pick(self.copies, step.target))
            case _:
                session = self.sessions[step.session]
                if session.work is None:
                    await self._act(session, step)

    async def finish(self) -> None:
        """Ends all transactions, updates the copies, and checks that they equal the lists."""
        while open_ones := [each for each in self.sessions if each.is_open]:
            for session in open_ones:
                if session.work is None:
                    await self._act(session, Step("commit", 0, "", 0, 0))
            await self._until_settled()
        # Other transactions in this server also hold the feed back.
        over = "SELECT max(xid) < pg_snapshot_xmin(pg_current_snapshot()) FROM record_changes WHERE workspace_id = $1"
        while not await self.watcher.fetchval(over, self.workspace):
            await asyncio.sleep(0)
        await self.poll()
        for copy in self.copies:
            kept = copy.records
            await self._list_all(copy)
            assert kept == copy.records

    async def execute(self, session: Session, sql: str) -> None:
        """Starts the statement, and returns when it has ended or waits for another transaction."""
        if not session.is_open:
            await session.connection.execute("BEGIN")
            session.is_open = True
        session.work = asyncio.create_task(session.connection.execute(sql))
        await self._until_settled()

    async def commit(self, session: Session) -> None:
        await session.connection.execute("COMMIT")
        await self._transaction_ended(session)

    async def poll(self) -> None:
        """Applies all changes that the feed has to every copy."""
        for copy in self.copies:
            while await self._poll(copy, 20):
                pass

    async def list_all(self) -> None:
        """Rebuilds every copy from the lists."""
        for copy in self.copies:
            await self._list_all(copy)

    async def abort(self) -> None:
        """Cancels statements and rolls back transactions of a scenario that failed."""
        for session in self.sessions:
            if session.work:
                session.work.cancel()
                await asyncio.wait([session.work])
            if session.is_open:
                await session.connection.execute("ROLLBACK")

    # Actions --------------------------------------------------------------------------------------

    async def _act(self, session: Session, step: Step) -> None:
        if step.action in ("commit", "roll back"):
            if session.is_open:
                await session.connection.execute("COMMIT" if step.action == "commit" else "ROLLBACK")
                await self._transaction_ended(session)
            return
        if sql := self._statement(session, step):
            await self.execute(session, sql)

    async def _transaction_ended(self, session: Session) -> None:
        session.is_open = False
        session.made.clear()
        await self._until_settled()
        await self._record_visibility()

    async def _until_settled(self) -> None:
        """Returns when the statement of each session has ended, or waits for another transaction."""
        while True:
            failed = [each for each in self.sessions if each.work and each.work.done() and each.work.exception()]
            for session in self.sessions:
                if session.work and session.work.done():
                    session.work = None
            for session in failed:
                # A deadlock, or a record that it refers to is gone.
                await session.connection.execute("ROLLBACK")
                session.is_open = False
                session.made.clear()
            running = [each for each in self.sessions if each.work]
            if not running or (not failed and await self._all_blocked(running)):
                return

    async def _all_blocked(self, sessions: Iterable[Session]) -> bool:
        pids = [each.connection.get_server_pid() for each in sessions]
        waiting = "SELECT bool_and(cardinality(pg_blocking_pids(pid)) > 0) FROM unnest($1::int[]) pid"
        return bool(await self.watcher.fetchval(waiting, pids))

    def _statement(self, session: Session, step: Step) -> str | None:
        """Returns the step's SQL, or None when it has no record to change."""
        sql = _SQL.get(f"{step.action} {step.kind}") or _SQL.get(step.action)
        target = self._pick_record(session, step.kind, step.target)
        if sql is None or ("{target}" in sql and target is None):
            return None
        values = {
            "workspace": self.workspace,
            "target": target,
            "new": uuid7(),
            "person": _pick(self.copies, step.value).person.id,
            "visibility": _pick(("private", "team", "workspace", "workspace"), step.value),
            "contact": self._pick_record(session, "contact", step.value // 2),
            "deal": self._pick_record(session, "deal", step.value),
            "team": _pick(self.teams, step.target),
            "pipeline": self.pipeline,
            "stage": self.stage,
        }
        if step.action == "create":
            session.made.append((step.kind, values["new"]))
        quoted = {name: "NULL" if value is None else f"'{value}'" for name, value in values.items()}
        return sql.format(table=f"{step.kind}s", **quoted)

    def _pick_record(self, session: Session, kind: str, number: int) -> UUID | None:
        """Returns the id of a record that the session sees, or sometimes None."""
        visible = [*self.existing.get(kind, ()), *(id for made, id in session.made if made == kind)]
        chosen: UUID | None = _pick([*visible, None], number)
        return chosen

    # Visibility and copies ------------------------------------------------------------------------

    async def _record_visibility(self) -> None:
        """Adds what each user sees now to their `may_know`, according to the model in plain Python."""
        row = await self.watcher.fetchrow(_EVERYTHING, self.workspace)
        assert row is not None
        tables = {name: json.loads(row[name]) for name in _TABLES}
        people = {
            each["id"]: Person(
                0, each["role"], {m["team_id"] for m in tables["team_members"] if m["user_id"] == each["id"]}, True
            )
            for each in tables["users"]
        }
        records: dict[str, Record] = {}
        for kind in KINDS:
            for each in tables[f"{kind}s"]:
                owner, contact = people[each["owner_id"]], records.get(each.get("contact_id"))
                records[each["id"]] = Record(kind, owner, each["visibility"], contact)
            self.existing[kind] = [UUID(each["id"]) for each in tables[f"{kind}s"]]
        configured = {each["id"] for name in ("pipelines", "stages") for each in tables[name]}
        for copy in self.copies:
            viewer = people[str(copy.person.id)]
            copy.may_know |= configured | {id for id, record in records.items() if sees(viewer, record)}

    async def _poll(self, copy: Copy, limit: int) -> bool:
        """Applies a page of changes to the copy, and returns whether there are more."""
        page = await self._get(copy, f"changes?limit={limit}&cursor={copy.cursor}")
        for change in page["data"]:
            assert change["record_id"] in copy.may_know, change
            if change["record"] is None:
                copy.records.pop(change["record_id"], None)
            else:
                assert change["record"]["id"] == change["record_id"]
                copy.records[change["record_id"]] = change["record"]
        copy.cursor = page["next_cursor"]
        return bool(page["has_more"])

    async def _list_all(self, copy: Copy) -> None:
        copy.cursor = (await self._get(copy, "changes"))["next_cursor"]
        pipelines = await self._get(copy, "pipelines?limit=100")
        lists = [await self._get(copy, f"{kind}s?limit=100") for kind in KINDS]
        lists += [await self._get(copy, f"pipelines/{each['id']}/stages") for each in pipelines["data"]]
        copy.records = {each["id"]: each for page in (pipelines, *lists) for each in page["data"]}

    async def _get(self, copy: Copy, path: str) -> Mapping[str, Any]:
        response = await self.client.get(f"/v1/{path}", headers=copy.key.headers)
        assert response.status_code == 200, response.text
        page: Mapping[str, Any] = response.json()
        return page


def _pick(among: Sequence[Any], number: int) -> Any:
    return among[number % len(among)]
