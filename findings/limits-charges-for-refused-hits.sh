#!/usr/bin/env bash
# Calls of different cost under one limit with `limits`: a bulk call costs 5, a plain one 1.
#
# One would guess: a refused call costs nothing. With 3 of 10 left, a bulk call of 5 is refused, and 3 plain calls still
#                  pass, whatever strategy is chosen.
# What happens:    `FixedWindowRateLimiter` adds the cost first and compares afterwards, so the refused bulk call uses
#                  up the rest of the window. The moving window and the sliding window counter give the guessed answer.
# Why it matters:  one client that sends one too large batch locks itself out for cheap calls too, and `test()` before
#                  `hit()` or another strategy changes what it may do.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check limits==5.8.0

cat > check.py <<'PYTHON'
from importlib.metadata import version

from limits import parse, strategies
from limits.storage import MemoryStorage

print("limits", version("limits"))
limit = parse("10 per hour")
for strategy in (
    strategies.FixedWindowRateLimiter,
    strategies.MovingWindowRateLimiter,
    strategies.SlidingWindowCounterRateLimiter,
):
    limiter = strategy(MemoryStorage())
    answers = [limiter.hit(limit, "key", cost=cost) for cost in (7, 5, 1, 1, 1)]
    print(strategy.__name__, "for costs 7, 5, 1, 1, 1:", *("yes" if answer else "no" for answer in answers))
PYTHON

venv/bin/python check.py | tee output
diff - output <<'EXPECTED'
limits 5.8.0
FixedWindowRateLimiter for costs 7, 5, 1, 1, 1: yes no no no no
MovingWindowRateLimiter for costs 7, 5, 1, 1, 1: yes no yes yes yes
SlidingWindowCounterRateLimiter for costs 7, 5, 1, 1, 1: yes no yes yes yes
EXPECTED
