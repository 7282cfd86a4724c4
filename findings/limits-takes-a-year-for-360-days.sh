#!/usr/bin/env bash
# A yearly quota with `limits`, the rate-limiting library under Flask-Limiter and SlowAPI.
#
# One would guess: "per year" is 365 days, or follows the calendar.
# What happens:    a year is 12 months of 30 days: 360 days. The window isn't tied to a calendar either, but that is
#                  said.
# Why it matters:  a contract says 1,000,000 calls a year; counted by windows of 360 days, the quota is renewed 5 days
#                  early every year, and invoices by calendar year don't add up with what was let through.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check limits==5.8.0

cat > check.py <<'PYTHON'
from importlib.metadata import version

from limits import parse

print("limits", version("limits"))
for text in ("1 per day", "1 per month", "1 per year"):
    print(text, "is renewed after", parse(text).get_expiry() / 86400, "days")
PYTHON

venv/bin/python check.py | tee output
diff - output <<'EXPECTED'
limits 5.8.0
1 per day is renewed after 1.0 days
1 per month is renewed after 30.0 days
1 per year is renewed after 360.0 days
EXPECTED
