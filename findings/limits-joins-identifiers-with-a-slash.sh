#!/usr/bin/env bash
# Counting by several identifiers with `limits`, for example by key and by route.
#
# One would guess: ("contacts/42", "notes") and ("contacts", "42/notes") are two counters: they are passed as separate
#                  arguments.
# What happens:    they share one. The storage key is the arguments joined by "/", and a slash inside of one isn't
#                  escaped. An empty identifier and one that ends in a slash meet in the same way.
# Why it matters:  routes, file names and most opaque identifiers contain slashes. Two callers who have nothing to do
#                  with each other use up the same limit, which looks like a limit that is simply too low.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check limits==5.8.0

cat > check.py <<'PYTHON'
from importlib.metadata import version

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

print("limits", version("limits"))
limit, limiter = parse("1 per hour"), MovingWindowRateLimiter(MemoryStorage())
for identifiers in (("contacts/42", "notes"), ("contacts", "42/notes"), ("contacts", "43/notes")):
    print(identifiers, "first call passes:", limiter.hit(limit, *identifiers), limit.key_for(*identifiers))
PYTHON

venv/bin/python check.py | tee output
diff - output <<'EXPECTED'
limits 5.8.0
('contacts/42', 'notes') first call passes: True LIMITER/contacts/42/notes/1/1/hour
('contacts', '42/notes') first call passes: False LIMITER/contacts/42/notes/1/1/hour
('contacts', '43/notes') first call passes: True LIMITER/contacts/43/notes/1/1/hour
EXPECTED
