"""Builds the Prometheus metrics from the counters and the current state of one process, or the sum of several."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple, Self

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from sami.observability.metrics import BOUNDS, COUNTERS, Call
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
    """All metrics at one moment."""

    calls: dict[Call, list[float]] = field(default_factory=dict)
    #: By the name of the series and the value of its label ("" if it has none).
    samples: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))

    @classmethod
    def of(cls, services: Services) -> Self:
        """Takes a snapshot of this process. Call it from the event loop's thread."""
        memory, recorder = services.verifier.memory, services.recorder
        samples: dict[tuple[str, str], float] = {
            ("sami_key_lookups", "hit"): memory.hits,
            ("sami_key_lookups", "miss"): memory.misses,
            ("sami_usage_failed_writes", ""): recorder.failed_writes,
            ("sami_usage_pending_keys", ""): recorder.pending_keys,
        }
        for code, number in COUNTERS.problems.items():
            samples["sami_problems", code] = number
        for pool, number in services.database.connections_in_use().items():
            samples["sami_database_connections_in_use", pool] = number
            samples["sami_database_connections_allowed", pool] = services.settings.database_pool_size
        return cls(COUNTERS.calls, samples)

    def add(self, other: Self, *, running: bool) -> None:
        """Adds another process's counters, and its gauges if it is still `running`."""
        for call, durations in other.calls.items():
            previous = self.calls.get(call, [0.0] * len(durations))
            self.calls[call] = [sum(pair) for pair in zip(previous, durations, strict=True)]
        for (name, label), number in other.samples.items():
            if running or _SERIES[name].family is CounterMetricFamily:
                self.samples[name, label] += number

    def as_json(self) -> dict[str, Any]:
        """Returns a value that `from_json` reads."""
        return {
            "calls": [[*call, durations] for call, durations in self.calls.items()],
            "samples": [[*sample, number] for sample, number in self.samples.items()],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Returns the snapshot that `as_json` was called on."""
        return cls(
            {(method, route, status): durations for method, route, status, durations in data["calls"]},
            {(name, label): number for name, label, number in data["samples"]},
        )


class _SnapshotCollector(Collector):
    """Takes a snapshot whenever Prometheus scrapes, and returns its series."""

    def __init__(self, take: Callable[[], Snapshot]) -> None:
        self._take = take

    def describe(self) -> list[Metric]:
        """Returns nothing. Without this method, registering would take a snapshot to list the series."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Returns the series of a new snapshot."""
        snapshot = self._take()
        yield from _call_metrics(snapshot.calls)
        for name, series in _SERIES.items():
            family = series.family(name, series.help, labels=[series.label] if series.label else [])
            for (sample, label), number in snapshot.samples.items():
                if sample == name:
                    family.add_metric([label] if series.label else [], number)
            yield family


def metrics_registry(take: Callable[[], Snapshot], *, this_process: bool) -> CollectorRegistry:
    """Returns a registry that calls `take` on every scrape.

    `this_process`: also report this process's memory, CPU and open files.
    """
    registry = CollectorRegistry()
    registry.register(_SnapshotCollector(take))
    if this_process:
        ProcessCollector(registry=registry)
    return registry


def _call_metrics(calls: dict[Call, list[float]]) -> Iterator[Metric]:
    requests = CounterMetricFamily("sami_http_requests", "Requests.", labels=["method", "route", "status"])
    by_route: dict[tuple[str, str], list[float]] = {}
    for (method, route, status), durations in calls.items():
        labels = (method, route or "none")
        requests.add_metric([*labels, str(status or "none")], sum(durations[:-1]))
        previous = by_route.get(labels, [0.0] * len(durations))
        by_route[labels] = [sum(pair) for pair in zip(previous, durations, strict=True)]
    yield requests

    bounds = [*map(str, BOUNDS), "+Inf"]
    seconds = HistogramMetricFamily(
        "sami_http_request_duration_seconds", "Duration of requests in seconds.", labels=["method", "route"]
    )
    for labels, (*counts, total) in by_route.items():
        seconds.add_metric(labels, list(zip(bounds, accumulate(counts), strict=True)), total)
    yield seconds
