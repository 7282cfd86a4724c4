"""What Prometheus is told: a process's figures and the state of what it holds, of one process or of several as one."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple, Self

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from sami.observability.metrics import BOUNDS, COUNTED, Call
from sami.services import Services


class _Series(NamedTuple):
    family: type[CounterMetricFamily | GaugeMetricFamily]
    help: str
    label: str | None = None


_SERIES = {
    "sami_problems": _Series(CounterMetricFamily, "Responses with a problem, by code.", "code"),
    "sami_key_lookups": _Series(CounterMetricFamily, "Lookups of keys in the memory of recent keys.", "memory"),
    "sami_usage_failed_writes": _Series(CounterMetricFamily, "Failed writes of the usage of keys."),
    "sami_usage_pending_keys": _Series(GaugeMetricFamily, "Keys whose usage is not written yet."),
    "sami_database_connections_in_use": _Series(GaugeMetricFamily, "Connections that calls currently use.", "pool"),
    "sami_database_connections_allowed": _Series(GaugeMetricFamily, "Connections that calls can use at most.", "pool"),
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The figures of a moment."""

    calls: dict[Call, list[float]] = field(default_factory=dict)
    #: By name of the series and value of its label.
    samples: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))

    @classmethod
    def of(cls, services: Services) -> Self:
        """Of this process. To be called from its own thread."""
        memory, recorder = services.verifier.memory, services.recorder
        samples: dict[tuple[str, str], float] = {
            ("sami_key_lookups", "hit"): memory.hits,
            ("sami_key_lookups", "miss"): memory.misses,
            ("sami_usage_failed_writes", ""): recorder.failed_writes,
            ("sami_usage_pending_keys", ""): recorder.pending_keys,
        }
        for code, number in COUNTED.problems.items():
            samples["sami_problems", code] = number
        for pool, number in services.database.connections_in_use().items():
            samples["sami_database_connections_in_use", pool] = number
            samples["sami_database_connections_allowed", pool] = services.settings.database_pool_size
        return cls(COUNTED.calls, samples)

    def add(self, other: Self, *, alive: bool) -> None:
        """Adds what another process has counted, and if it is `alive` what it holds."""
        for call, durations in other.calls.items():
            mine = self.calls.get(call, [0.0] * len(durations))
            self.calls[call] = [sum(pair) for pair in zip(mine, durations, strict=True)]
        for (name, label), number in other.samples.items():
            if alive or _SERIES[name].family is CounterMetricFamily:
                self.samples[name, label] += number

    def as_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        return {
            "calls": [[*call, durations] for call, durations in self.calls.items()],
            "samples": [[*sample, number] for sample, number in self.samples.items()],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            {(method, route, status): durations for method, route, status, durations in data["calls"]},
            {(name, label): number for name, label, number in data["samples"]},
        )


class _Report(Collector):
    """Makes Prometheus' series of the snapshot that it takes whenever it is asked."""

    def __init__(self, take: Callable[[], Snapshot]) -> None:
        self._take = take

    def describe(self) -> list[Metric]:
        """Nothing: else registering would take a snapshot to find out."""
        return []

    def collect(self) -> Iterator[Metric]:
        snapshot = self._take()
        yield from _of_calls(snapshot.calls)
        for name, series in _SERIES.items():
            family = series.family(name, series.help, labels=[series.label] if series.label else [])
            for (sample, label), number in snapshot.samples.items():
                if sample == name:
                    family.add_metric([label] if series.label else [], number)
            yield family


def registry_of(take: Callable[[], Snapshot], *, this_process: bool) -> CollectorRegistry:
    """What Prometheus' client makes a text of. `this_process`: with its memory, CPU and open files."""
    registry = CollectorRegistry()
    registry.register(_Report(take))
    if this_process:
        ProcessCollector(registry=registry)
    return registry


def _of_calls(calls: dict[Call, list[float]]) -> Iterator[Metric]:
    requests = CounterMetricFamily("sami_http_requests", "Requests.", labels=["method", "route", "status"])
    by_route: dict[tuple[str, str], list[float]] = {}
    for (method, route, status), durations in calls.items():
        labels = (method, route or "none")
        requests.add_metric([*labels, str(status or "none")], sum(durations[:-1]))
        others = by_route.get(labels, [0.0] * len(durations))
        by_route[labels] = [sum(pair) for pair in zip(others, durations, strict=True)]
    yield requests

    bounds = [*map(str, BOUNDS), "+Inf"]
    seconds = HistogramMetricFamily(
        "sami_http_request_duration_seconds", "Duration of requests in seconds.", labels=["method", "route"]
    )
    for labels, (*counts, total) in by_route.items():
        seconds.add_metric(labels, list(zip(bounds, accumulate(counts), strict=True)), total)
    yield seconds
