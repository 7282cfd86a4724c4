"""What calls did to a key since this was last written: counted in memory."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sami.client import Client


@dataclass(slots=True)
class Day:
    calls: int = 0
    refusals: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """When something was last done with the key, and by whom."""

    at: datetime
    client: Client


@dataclass(slots=True)
class Tally:
    workspace_id: UUID
    key_id: UUID
    days: dict[date, Day] = field(default_factory=dict)
    calls: int = 0
    wrote: bool = False
    administered: bool = False
    last_use: Trace | None = None
    attempts: int = 0
    last_attempt: Trace | None = None

    def day(self, moment: datetime) -> Day:
        """`moment` is in UTC, and so are the days."""
        return self.days.setdefault(moment.date(), Day())

    def add(self, other: "Tally") -> None:
        """Takes in what was counted elsewhere, before this or since."""
        for date_, day in other.days.items():
            mine = self.days.setdefault(date_, Day())
            mine.calls += day.calls
            mine.refusals += day.refusals
        self.calls += other.calls
        self.wrote |= other.wrote
        self.administered |= other.administered
        self.last_use = _newer(self.last_use, other.last_use)
        self.attempts += other.attempts
        self.last_attempt = _newer(self.last_attempt, other.last_attempt)


def _newer(one: Trace | None, other: Trace | None) -> Trace | None:
    return max((trace for trace in (one, other) if trace), key=lambda trace: trace.at, default=None)
