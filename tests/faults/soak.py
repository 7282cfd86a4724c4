"""How long these tests run: short in `make test`, long in `make soak`, which sets these variables."""

import os


def _setting(variable: str, default: int) -> int:
    return int(os.environ.get(variable, default))


IS_SOAK = "SOAK_ROUNDS" in os.environ

#: How often a fault happens during the calls.
ROUNDS = _setting("SOAK_ROUNDS", 1)

#: The number of calls, and of keys that make them, over which memory must not grow (`memory_soak.py`).
CALLS = _setting("SOAK_CALLS", 200_000)
KEYS = _setting("SOAK_KEYS", 50_000)
