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

    def add(self, earlier: "Tally") -> None:
        """Takes in what was counted before this and could not be written."""
        for date_, day in earlier.days.items():
            mine = self.days.setdefault(date_, Day())
            mine.calls += day.calls
            mine.refusals += day.refusals
        self.calls += earlier.calls
        self.wrote |= earlier.wrote
        self.administered |= earlier.administered
        self.last_use = self.last_use or earlier.last_use
        self.attempts += earlier.attempts
        self.last_attempt = self.last_attempt or earlier.last_attempt
