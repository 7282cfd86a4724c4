"""The statement that writes what was counted: additive and forward only, so that no process undoes another's."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, String, Uuid, bindparam, case, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.types import TypeEngine

from sami.db.statement import Statement
from sami.models.api_key import ApiKey
from sami.models.key_usage import KeyUsage, KeyUsageDay
from sami.usage.tally import Tally, Trace

_MOMENT = DateTime(timezone=True)

_OF_KEY: dict[str, TypeEngine[Any]] = {
    "workspace_id": Uuid(),
    "key_id": Uuid(),
    "calls": BigInteger(),
    "has_written": Boolean(),
    "has_administered": Boolean(),
    "last_used_at": _MOMENT,
    "last_used_ip": String(),
    "last_used_agent": String(),
    "attempts": BigInteger(),
    "last_attempt_at": _MOMENT,
    "last_attempt_ip": String(),
    "last_attempt_agent": String(),
}

_OF_DAY: dict[str, TypeEngine[Any]] = {
    "workspace_id": Uuid(),
    "key_id": Uuid(),
    "day": Date(),
    "calls": BigInteger(),
    "refusals": BigInteger(),
}


def _given(name: str, columns: dict[str, TypeEngine[Any]]) -> Any:
    """The rows that come as one array a column, named `name_column`."""
    arrays = [bindparam(f"{name}_{column}", type_=ARRAY(type_)) for column, type_ in columns.items()]
    return func.unnest(*arrays).table_valued(*columns, name=name).render_derived()


def _of_keys(rows: Any, *order: str) -> Any:
    return (
        select(rows)
        # Joined with the keys, because one may have been deleted with its workspace since.
        .join(ApiKey, (ApiKey.workspace_id == rows.c.workspace_id) & (ApiKey.id == rows.c.key_id))
        # Always in one order, so that two processes never wait for each other in a circle.
        .order_by(*(rows.c[column] for column in order))
    )


def _statement() -> Statement:
    given_days, given_keys = _given("day", _OF_DAY), _given("key", _OF_KEY)
    days = insert(KeyUsageDay).from_select(list(_OF_DAY), _of_keys(given_days, "workspace_id", "key_id", "day"))
    days_written = days.on_conflict_do_update(
        index_elements=["workspace_id", "key_id", "day"],
        set_={
            "calls": KeyUsageDay.calls + days.excluded.calls,
            "refusals": KeyUsageDay.refusals + days.excluded.refusals,
        },
    )
    keys = insert(KeyUsage).from_select(list(_OF_KEY), _of_keys(given_keys, "workspace_id", "key_id"))
    new = keys.excluded
    return Statement(
        keys.on_conflict_do_update(
            index_elements=["workspace_id", "key_id"],
            set_={
                "calls": KeyUsage.calls + new.calls,
                "has_written": KeyUsage.has_written | new.has_written,
                "has_administered": KeyUsage.has_administered | new.has_administered,
                "attempts": KeyUsage.attempts + new.attempts,
                **_newest("last_used", new),
                **_newest("last_attempt", new),
            },
        ).add_cte(days_written.cte("days_written"))
    )


def _newest(what: str, new: Any) -> dict[str, Any]:
    at = f"{what}_at"
    old = KeyUsage.__table__.c
    # Compared with nothing, neither is newer; then what there is stays, or is taken.
    newer = (old[at].is_(None) & new[at].is_not(None)) | (new[at] >= old[at])
    return {column: case((newer, new[column]), else_=old[column]) for column in (at, f"{what}_ip", f"{what}_agent")}


WRITE = _statement()


def parameters(tallies: Sequence[Tally]) -> dict[str, list[Any]]:
    """The arguments of `WRITE`."""
    of_keys = [
        (
            tally.workspace_id,
            tally.key_id,
            tally.calls,
            tally.wrote,
            tally.administered,
            *_columns(tally.last_use),
            tally.attempts,
            *_columns(tally.last_attempt),
        )
        for tally in tallies
    ]
    of_days = [
        (tally.workspace_id, tally.key_id, date, day.calls, day.refusals)
        for tally in tallies
        for date, day in tally.days.items()
    ]
    return _arrays("key", _OF_KEY, of_keys) | _arrays("day", _OF_DAY, of_days)


def _columns(trace: Trace | None) -> tuple[Any, Any, Any]:
    return (trace.at, trace.client.ip, trace.client.agent) if trace else (None, None, None)


def _arrays(name: str, columns: dict[str, TypeEngine[Any]], rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    return {f"{name}_{column}": [row[index] for row in rows] for index, column in enumerate(columns)}
