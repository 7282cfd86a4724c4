"""The report in Markdown: a table of the measurements, and whether the targets are met."""

import json
import platform
import statistics
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.bench.measure import Kind, Measured, Results
from tests.bench.subjects import RIVALS_PYTHON, ROOT, Subject

_BEGIN = "<!-- `make bench` writes from here … -->"
_END = "<!-- … to here. -->"

_OURS = ("uvicorn", "fastapi", "sqlalchemy", "asyncpg", "pydantic", "uvloop")
_RIVALS = ("django", "djangorestframework", "djangorestframework-api-key", "gunicorn", "psycopg", "keyshield")


def report(subjects: Sequence[Subject], kinds: Sequence[Kind], results: Results, command: str, server: str) -> str:
    lines = [
        f"{datetime.now(UTC):%d %B %Y}, `{command}`, commit {_commit()}.",
        "",
        f"Machine: {_machine()}.",
        f"PostgreSQL {server}, Python {platform.python_version()}, {_versions()}.",
        "",
        "| | calls/s | of (a) | CPU µs/call | of (a) | PostgreSQL's µs | p50 ms | p99 ms | statements | memory MB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for kind in kinds:
        lines.append(f"| **{kind.name}** | | | | | | | | | |")
        floor = results["a", kind.name]
        for subject in subjects:
            lines.append(_row(subject, results[subject.letter, kind.name], floor))
    lines += ["", "| target | by calls/s | by CPU | |", "|---|--:|--:|---|", *_targets(kinds, results)]
    lines += ["", *(f"- {remark}" for remark in _remarks(results))]
    return "\n".join(lines) + "\n"


def write_into(document: Path, text: str) -> None:
    """Writes `text` between the document's two marks. Raises ValueError when it has none."""
    before, _, rest = document.read_text().partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        raise ValueError(f"{document} has no place for the table: {_BEGIN} {_END}")
    document.write_text(f"{before}{_BEGIN}\n\n{text}\n{_END}{after}")


def ratio(some: Sequence[float], others: Sequence[float]) -> float:
    """The median over the rounds of one / other."""
    return statistics.median(one / other for one, other in zip(some, others, strict=True))


def _row(subject: Subject, measured: Measured, floor: Measured) -> str:
    cpu = statistics.median(measured.cpu_per_call)
    cells = [
        f"({subject.letter}) {subject.name}",
        f"{statistics.median(measured.per_second):,.0f}",
        f"{ratio(measured.per_second, floor.per_second):.3g}",
        f"{cpu * 1e6:,.0f}",
        f"{ratio(measured.cpu_per_call, floor.cpu_per_call):.3g}",
        f"{ratio(measured.database_share, measured.per_second) * 1e6:,.0f}",
        f"{measured.latency(50) * 1000:.1f}",
        f"{measured.latency(99) * 1000:.1f}",
        f"{measured.statements}",
        f"{subject.megabytes():.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def _targets(kinds: Sequence[Kind], results: Results) -> Iterator[str]:
    for kind, of_floor in zip(kinds, (0.85, 1.2), strict=True):
        measured = {letter: results[letter, kind.name] for letter in ("a", "b", "c", "d", "e")}
        ours = measured["b"]
        better = max("d", "e", key=lambda letter: statistics.median(measured[letter].per_second))
        for other, target in (("c", 0.97), ("a", of_floor), (better, 7.0)):
            reached = ratio(ours.per_second, measured[other].per_second)
            by_cpu = ratio(measured[other].cpu_per_call, ours.cpu_per_call)
            verdict = "met" if reached >= target else "**missed**"
            yield f"| {kind.name}: (b) ≥ {target:g} × ({other}) | {reached:.3g} | {by_cpu:.3g} | {verdict} |"


def _remarks(results: Results) -> Iterator[str]:
    """Yields remarks on how reliable the measurements are."""
    served = min(min(measured.server_share) for (letter, _), measured in results.items() if letter in "abc")
    yield (
        f"The core of (a), (b) and (c) was busy for {served:.0%} of the time or more, in each round: "
        + ("it was the limit." if served > 0.9 else "**something else was the limit too**.")
    )
    called = max(statistics.median(measured.client_share) for measured in results.values())
    both = max(
        statistics.median(map(sum, zip(measured.client_share, measured.database_share, strict=True)))
        for measured in results.values()
    )
    yield (
        f"Of the other core, the client had {called:.0%} at most, and together with PostgreSQL {both:.0%}"
        + (": **more than the 60 % under which it is certain to be no limit**." if both > 0.6 else ".")
    )
    others = max(statistics.median(measured.others_share) for measured in results.values())
    yield (
        f"Of the machine, everything else had {others:.0%} at most"
        + (": **too much; stop what runs beside this, and measure again**." if others > 0.05 else ".")
    )


def _machine() -> str:
    cpuinfo = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.partition(":")[2].strip() for line in cpuinfo if line.startswith("model name")]
    return (
        f"{models[0] if models else platform.machine()}, {psutil.cpu_count()} cores,"
        f" {psutil.virtual_memory().total / 2**30:.0f} GiB, {platform.system()} {platform.release()}"
    )


def _versions() -> str:
    listed = subprocess.run(
        [RIVALS_PYTHON, "-m", "pip", "list", "--format=json"], check=True, capture_output=True, text=True
    )
    theirs = {each["name"].lower(): each["version"] for each in json.loads(listed.stdout)}
    names = [f"{name} {version(name)}" for name in _OURS] + [f"{name} {theirs[name]}" for name in _RIVALS]
    return ", ".join(names)


def _commit() -> str:
    found = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607 - the git of the PATH
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or "unknown"
