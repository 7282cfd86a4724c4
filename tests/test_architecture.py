"""The rooms of the back end: the graph of its packages has no cycle, whatever import-linter's contracts say of it."""

import ast
from collections.abc import Iterator, Mapping, Set
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

BACKEND = Path(__file__).parents[1] / "backend"
ROOT = "sami"


def package_graph(backend: Path) -> dict[str, set[str]]:
    """Which of `sami`'s packages (and modules beside them) imports which others, imports inside functions included."""
    graph: dict[str, set[str]] = {}
    for path in (backend / ROOT).rglob("*.py"):
        package = _package(path.relative_to(backend).with_suffix("").parts)
        imported = {_package(name.split(".")) for name in _imports(ast.parse(path.read_text()))}
        graph.setdefault(package, set()).update(imported - {package, ROOT})
    return graph


def cycle_in(graph: Mapping[str, Set[str]]) -> list[str] | None:
    """The packages of one cycle, each imported by the next; None when there is no cycle."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        return cycle
    return None


def _package(parts: tuple[str, ...] | list[str]) -> str:
    """`sami.http` for `sami.http.problem`; `sami.config` for the module beside the packages."""
    return ".".join(parts[:2])


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names, level=0) if module.partition(".")[0] == ROOT:
                # `from sami import routers` names the module in its list.
                yield from (f"{module}.{each.name}" for each in names)
            case ast.Import(names=names):
                yield from (each.name for each in names if each.name.partition(".")[0] == ROOT)


def test_no_packages_import_each_other() -> None:
    graph = package_graph(BACKEND)
    assert {"sami.http", "sami.auth", "sami.records", "sami.config"} <= graph.keys()
    assert cycle_in(graph) is None


@pytest.mark.parametrize("late", [False, True])
def test_a_cycle_is_found(tmp_path: Path, late: bool) -> None:
    indent = "def call() -> None:\n    " if late else ""
    for package, imported in (("http", "records"), ("records", "auth"), ("auth", "http")):
        directory = tmp_path / ROOT / package
        directory.mkdir(parents=True)
        (directory / "module.py").write_text(f"{indent}from sami.{imported} import module\n")
    assert set(cycle_in(package_graph(tmp_path)) or ()) == {"sami.http", "sami.records", "sami.auth"}
