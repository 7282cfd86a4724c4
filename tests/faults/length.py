"""How long the tests of faults go on: bounded in `make test`, at length in `make soak`, which sets these variables."""

import os


def _length(variable: str, bounded: int) -> int:
    return int(os.environ.get(variable, bounded))


AT_LENGTH = "SOAK_ROUNDS" in os.environ

#: How often a fault happens while calls go on.
ROUNDS = _length("SOAK_ROUNDS", 1)

#: Calls, and keys that make them, over which memory has to stay as it is (`memory_at_length.py`).
CALLS = _length("SOAK_CALLS", 200_000)
KEYS = _length("SOAK_KEYS", 50_000)
