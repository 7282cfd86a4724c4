"""In-memory counts of a key's calls since they were last written."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sami.client import Client


@dataclass(slots=True)
class Day:
    """Counts of one day, in UTC."""

    calls: int = 0
    refusals: int = 0


@dataclass(frozen=True, slots=True)
class Occurrence:
    """When a call was made, and by which client."""

    at: datetime
    client: Client


@dataclass(slots=True)
class Tally:
    """The counts of one key. `wrote` and `administered`: some call needed the permission `write` or `admin`.

    `attempts` are calls after the key was dead.
    """

    workspace_id: UUID
    key_id: UUID
    days: dict[date, Day] = field(default_factory=dict)
    calls: int = 0
    wrote: bool = False
    administered: bool = False
    last_use: Occurrence | None = None
    attempts: int = 0
    last_attempt: Occurrence | None = None

    def day(self, moment: datetime) -> Day:
        """Returns the counts of the day of `moment`, which is in UTC."""
        return self.days.setdefault(moment.date(), Day())

    def add(self, other: "Tally") -> None:
        """Adds the counts of another tally of the same key, older or newer."""
        for date_, day in other.days.items():
            total = self.days.setdefault(date_, Day())
            total.calls += day.calls
            total.refusals += day.refusals
        self.calls += other.calls
        self.wrote |= other.wrote
        self.administered |= other.administered
        self.last_use = _newer(self.last_use, other.last_use)
        self.attempts += other.attempts
        self.last_attempt = _newer(self.last_attempt, other.last_attempt)


def _newer(one: Occurrence | None, other: Occurrence | None) -> Occurrence | None:
    return max((each for each in (one, other) if each), key=lambda each: each.at, default=None)
