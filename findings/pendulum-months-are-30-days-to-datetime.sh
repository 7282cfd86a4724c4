#!/usr/bin/env bash
# Adding a duration of `pendulum` to a moment of the standard library.
#
# One would guess: `pendulum.duration(months=6)` is six months wherever it is added, or the addition is refused.
# What happens:    to pendulum's own DateTime it adds six months, to a plain `datetime` or `date` 180 days: Duration is
#                  a timedelta whose days are filled with 30 for a month and 365 for a year. Which of the two runs
#                  depends on where the moment came from.
# Why it matters:  database drivers return plain datetimes. The same line lets a key made now expire on 28 February and
#                  one read from the database on 27 February; a year over a 29 February loses a day too.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pendulum==3.3.0

cat > check.py <<'PYTHON'
from datetime import UTC, date, datetime
from importlib.metadata import version

import pendulum

print("pendulum", version("pendulum"))
for parts in ({"months": 6}, {"years": 2}):
    duration = pendulum.duration(**parts)
    print(parts)
    print("    pendulum:", (pendulum.datetime(2026, 8, 31) + duration).date())
    print("    datetime:", (datetime(2026, 8, 31, tzinfo=UTC) + duration).date())
    print("    date:    ", date(2026, 8, 31) + duration)
PYTHON

venv/bin/python check.py | tee output
diff - output <<'EXPECTED'
pendulum 3.3.0
{'months': 6}
    pendulum: 2027-02-28
    datetime: 2027-02-27
    date:     2027-02-27
{'years': 2}
    pendulum: 2028-08-31
    datetime: 2028-08-30
    date:     2028-08-30
EXPECTED
