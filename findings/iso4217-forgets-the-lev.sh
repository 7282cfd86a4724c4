#!/usr/bin/env bash
# An amount in Bulgarian leva (BGN, until the end of 2025), after an update of Python's `iso4217`.
#
# One would guess: an update of a list of currencies adds some; one that has ended stays known, perhaps with a mark, as
#                  amounts in it do not disappear.
# What happens:    the package has what ISO 4217's list of current currencies has on its day, and nothing of the list of
#                  former ones: `Currency("BGN")` works in 1.14 and raises ValueError in 1.16, as HRK has for longer.
#                  Neither `active` nor a date is there to ask for. `currency-codes` of npm still has it.
# Why it matters:  deals of last year can't be shown, edited or exported after an update that has no other effect, and a
#                  lookup of their digits raises where nobody expects it: the currency was checked when the deal was
#                  made.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check --target 1.14.20250512 iso4217==1.14.20250512
venv/bin/pip install -q --disable-pip-version-check --target 1.16.20260101 iso4217==1.16.20260101

cat > check.py <<'PYTHON'
from importlib.metadata import version

from iso4217 import Currency

print("iso4217", version("iso4217"), [name for name in ("exponent", "active") if hasattr(Currency.eur, name)])
for code in ("EUR", "BGN"):
    try:
        print("   ", code, Currency(code).exponent)
    except ValueError as error:
        print("   ", code, "ValueError:", error)
PYTHON

for release in 1.14.20250512 1.16.20260101; do PYTHONPATH="$release" venv/bin/python check.py; done | tee output
diff - output <<'EXPECTED'
iso4217 1.14.20250512 ['exponent']
    EUR 2
    BGN 2
iso4217 1.16.20260101 ['exponent']
    EUR 2
    BGN ValueError: 'BGN' is not a valid Currency
EXPECTED
