"""Fixtures for all tests, and the order they run in. Everything is real: PostgreSQL, HTTP, a browser."""

import pytest

pytest_plugins = [
    "tests.fixtures.clock",
    "tests.fixtures.postgres",
    "tests.fixtures.service",
    "tests.fixtures.valkey",
]

#: The files that take longest, longest first. One that started last would run alone, beside an idle core.
LONGEST = (
    "tests/e2e/test_states.py",
    "tests/contract/test_schemathesis.py",
    "tests/security/test_revocation.py",
    "tests/e2e/test_docs.py",
    "tests/e2e/test_keyboard.py",
    "tests/security/test_replacing.py",
    "tests/e2e/panel/test_replace.py",
)

#: Files that share what takes long to start.
TOGETHER = {"tests/security/test_replacing.py": "tests/security/test_revocation.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the tests, and group those that one worker of `pytest -n` is to run: a file's, unless it says otherwise."""
    ranks = {file: rank for rank, file in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(_file(item), len(ranks)))
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(TOGETHER.get(_file(item), _file(item))))


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]
