"""The statement that writes counted usage. It is additive and forward-only, so no process undoes another's writes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, String, Uuid, bindparam, case, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.types import TypeEngine

from sami.db.statement import Statement
from sami.models.api_key import ApiKey
from sami.models.key_usage import KeyUsage, KeyUsageDay
from sami.usage.tally import Occurrence, Tally

_MOMENT = DateTime(timezone=True)

_KEY_COLUMNS: dict[str, TypeEngine[Any]] = {
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

_DAY_COLUMNS: dict[str, TypeEngine[Any]] = {
    "workspace_id": Uuid(),
    "key_id": Uuid(),
    "day": Date(),
    "calls": BigInteger(),
    "refusals": BigInteger(),
}


def _unnest(name: str, columns: dict[str, TypeEngine[Any]]) -> Any:
    """Returns the rows that are passed as one array per column, in parameters called `{name}_{column}`."""
    arrays = [bindparam(f"{name}_{column}", type_=ARRAY(type_)) for column, type_ in columns.items()]
    return func.unnest(*arrays).table_valued(*columns, name=name).render_derived()


def _of_existing_keys(rows: Any, *order: str) -> Any:
    return (
        select(rows)
        # A key may have been deleted together with its workspace since its calls were counted.
        .join(ApiKey, (ApiKey.workspace_id == rows.c.workspace_id) & (ApiKey.id == rows.c.key_id))
        # Always in the same order, so that two processes never deadlock.
        .order_by(*(rows.c[column] for column in order))
    )


def _statement() -> Statement:
    day_rows, key_rows = _unnest("day", _DAY_COLUMNS), _unnest("key", _KEY_COLUMNS)
    days = insert(KeyUsageDay).from_select(
        list(_DAY_COLUMNS), _of_existing_keys(day_rows, "workspace_id", "key_id", "day")
    )
    days_written = days.on_conflict_do_update(
        index_elements=["workspace_id", "key_id", "day"],
        set_={
            "calls": KeyUsageDay.calls + days.excluded.calls,
            "refusals": KeyUsageDay.refusals + days.excluded.refusals,
        },
    )
    keys = insert(KeyUsage).from_select(list(_KEY_COLUMNS), _of_existing_keys(key_rows, "workspace_id", "key_id"))
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


def _newest(prefix: str, new: Any) -> dict[str, Any]:
    """Returns the assignments that keep the newer of two occurrences in the columns that start with `prefix`."""
    at = f"{prefix}_at"
    old = KeyUsage.__table__.c
    # A comparison with NULL is not true, so a missing old or new time needs a condition of its own.
    newer = (old[at].is_(None) & new[at].is_not(None)) | (new[at] >= old[at])
    return {column: case((newer, new[column]), else_=old[column]) for column in (at, f"{prefix}_ip", f"{prefix}_agent")}


WRITE = _statement()


def parameters(tallies: Sequence[Tally]) -> dict[str, list[Any]]:
    """Returns the parameters of `WRITE`."""
    key_rows = [
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
    day_rows = [
        (tally.workspace_id, tally.key_id, date, day.calls, day.refusals)
        for tally in tallies
        for date, day in tally.days.items()
    ]
    return _arrays("key", _KEY_COLUMNS, key_rows) | _arrays("day", _DAY_COLUMNS, day_rows)


def _columns(occurrence: Occurrence | None) -> tuple[Any, Any, Any]:
    return (occurrence.at, occurrence.client.ip, occurrence.client.agent) if occurrence else (None, None, None)


def _arrays(name: str, columns: dict[str, TypeEngine[Any]], rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    return {f"{name}_{column}": [row[index] for row in rows] for index, column in enumerate(columns)}
