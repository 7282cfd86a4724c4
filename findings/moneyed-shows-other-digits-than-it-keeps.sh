#!/usr/bin/env bash
# Printing an amount of money with `py-moneyed`, which takes its currencies from ISO 4217.
#
# One would guess: `str(Money("1.750", "IQD"))` shows three digits: ISO 4217 gives the Iraqi dinar three, and the library
#                  itself says that it has 1,000 sub-units.
# What happens:    it shows "IQD 2". For display the library asks Babel, whose CLDR data has the digits people use in
#                  shops (0 for IQD, HUF, COP, LBP, IDR, AFN), and the amount is rounded to them.
# Why it matters:  a deal of HUF 99.50 is stored exactly and shown as "HUF 100": in e-mails, logs and exports made with
#                  str(), and in sums that people check by hand. KWD, which has three digits too, keeps them.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check py-moneyed==3.0 Babel==2.19.0

cat > check.py <<'PYTHON'
from importlib.metadata import version

from moneyed import Money

print("py-moneyed", version("py-moneyed"), "Babel", version("Babel"))
for currency, amount in (("IQD", "1.750"), ("HUF", "99.50"), ("KWD", "1.755")):
    money = Money(amount, currency)
    # \xa0 is what CLDR puts between the code and the number.
    print(currency, amount, "sub-units:", money.get_amount_in_sub_unit(), "shown:", str(money).replace("\xa0", " "))
PYTHON

venv/bin/python check.py | tee output
diff - output <<'EXPECTED'
py-moneyed 3.0 Babel 2.19.0
IQD 1.750 sub-units: 1750 shown: IQD 2
HUF 99.50 sub-units: 9950 shown: HUF 100
KWD 1.755 sub-units: 1755 shown: KWD 1.755
EXPECTED
