"""Measures all subjects in turn, round after round, so that disturbances of the machine affect all of them alike."""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

import httpx
import psutil

from tests.bench import client, data
from tests.bench.data import Sizes
from tests.bench.statements import StatementLog
from tests.bench.subjects import Subject

_WARM_UP_SECONDS = 1.0


class Kind(NamedTuple):
    """A kind of call: its paths are called in turn."""

    name: str
    paths: Sequence[str]


def kinds(sizes: Sizes) -> list[Kind]:
    chance = random.Random("which contacts")
    numbers = chance.sample(range(sizes.contacts), min(sizes.contacts, 2_000))
    one = [f"/v1/contacts/{data.contact_id(sizes, number)}" for number in numbers if data.is_in_big(sizes, number)]
    return [Kind("one contact by id", one), Kind("a list of 50", ["/v1/contacts"])]


@dataclass
class Measured:
    """The measurements of one subject and one kind of call. Lists have a value for each round."""

    per_second: list[float] = field(default_factory=list)
    latencies: list[list[float]] = field(default_factory=list)
    cpu_per_call: list[float] = field(default_factory=list)
    #: The server's share of its core, and the shares of the client and of PostgreSQL of the other core.
    server_share: list[float] = field(default_factory=list)
    client_share: list[float] = field(default_factory=list)
    database_share: list[float] = field(default_factory=list)
    #: The share of all cores that other programs used.
    others_share: list[float] = field(default_factory=list)
    statements: int = 0

    def latency(self, percent: int) -> float:
        """The percentile in seconds, as the median over the rounds."""
        return statistics.median(
            statistics.quantiles(each, n=100, method="inclusive")[percent - 1] for each in self.latencies
        )


Results = dict[tuple[str, str], Measured]


class Clock(NamedTuple):
    """CPU seconds used so far. `at`: the time."""

    at: float
    server: float
    client: float
    database: float
    machine: float

    @classmethod
    def now(cls, subject: Subject, postmaster: psutil.Process) -> "Clock":
        own = psutil.Process().cpu_times()
        machine = psutil.cpu_times()
        busy = machine.user + machine.nice + machine.system + machine.irq + machine.softirq + machine.steal
        return cls(time.perf_counter(), subject.cpu_seconds(), own.user + own.system, _database_cpu(postmaster), busy)


def _database_cpu(postmaster: psutil.Process) -> float:
    own = postmaster.cpu_times()
    total = own.user + own.system + own.children_user + own.children_system
    for backend in postmaster.children():
        try:
            times = backend.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return float(total)


def measure(
    subjects: Sequence[Subject],
    kinds: Sequence[Kind],
    postmaster: psutil.Process,
    *,
    rounds: int,
    seconds: float,
    connections: int,
    say: Callable[[str], None],
) -> Results:
    results: Results = {(subject.letter, kind.name): Measured() for subject in subjects for kind in kinds}
    for round_ in range(rounds):
        for kind in kinds:
            for subject in subjects:
                say(f"round {round_ + 1} of {rounds}: {kind.name}, ({subject.letter}) {subject.name}")
                clocks: list[Clock] = []
                load = client.run(
                    subject.port,
                    [client.request_bytes(path, subject.headers) for path in kind.paths],
                    connections=connections,
                    warm_up=_WARM_UP_SECONDS,
                    seconds=seconds,
                    at_edges=lambda: clocks.append(Clock.now(subject, postmaster)),  # noqa: B023 - called in this turn
                )
                _note(results[subject.letter, kind.name], load, *clocks)
    return results


def _note(measured: Measured, load: client.Load, before: Clock, after: Clock) -> None:
    calls, seconds = len(load.latencies), after.at - before.at
    server, own, database = (
        after.server - before.server,
        after.client - before.client,
        after.database - before.database,
    )
    measured.per_second.append(calls / load.seconds)
    measured.latencies.append(load.latencies)
    measured.cpu_per_call.append(server / calls)
    measured.server_share.append(server / seconds)
    measured.client_share.append(own / seconds)
    measured.database_share.append(database / seconds)
    others = after.machine - before.machine - server - own - database
    measured.others_share.append(max(others, 0) / seconds / (psutil.cpu_count() or 1))


def count_statements(subjects: Sequence[Subject], kinds: Sequence[Kind], results: Results, log: StatementLog) -> None:
    for subject in subjects:
        with _http(subject) as http:
            for kind in kinds:
                results[subject.letter, kind.name].statements = log.per_call(partial(_get, http, kind.paths[0]))


def require_same_records(subjects: Sequence[Subject], kinds: Sequence[Kind]) -> None:
    """Raises AssertionError when two subjects return different records."""
    one, many = kinds
    for path in (*one.paths[:5], *many.paths):
        expected: Any = None
        for subject in subjects:
            with _http(subject) as http:
                records = _comparable(_get(http, path))
            expected = expected or records
            assert records == expected, (
                f"{path}: ({subject.letter}) returns {len(records)} records, first {records[0]},"
                f" and ({subjects[0].letter}) returns {len(expected)}, first {expected[0]}"
            )
        assert len(expected) == (50 if path in many.paths else 1)


def _http(subject: Subject) -> httpx.Client:
    return httpx.Client(base_url=f"http://127.0.0.1:{subject.port}", headers=subject.headers, timeout=30)


def _get(http: httpx.Client, path: str) -> Any:
    return http.get(path).raise_for_status().json()


def _comparable(body: Any) -> list[dict[str, Any]]:
    """Returns the records without their envelope, with times and ids parsed."""
    records = body.get("data", body.get("results", [body]))
    return [
        {
            **record,
            "id": UUID(record["id"]),
            "created_at": datetime.fromisoformat(record["created_at"]),
            "updated_at": datetime.fromisoformat(record["updated_at"]),
        }
        for record in records
    ]
