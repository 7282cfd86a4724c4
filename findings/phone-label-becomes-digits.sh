#!/usr/bin/env bash
# A phone number with a label behind it, as address books and CRM exports write it: "+49 30 123456 (Home)".
#
# One would guess: the label is ignored, or the number is refused.
# What happens:    `phonenumbers` (the Python port of Google's library) reads the label as keypad letters, h=4 o=6 m=6
#                  e=3, and returns +49301234564663. German numbers may be that long, so `is_valid_number` says True.
#                  `google-libphonenumber` (JavaScript) agrees. `libphonenumber-js`, which is built from the same
#                  metadata, stops at the label and returns +4930123456.
# Why it matters:  an import stores a number that reaches a stranger, validation approves it, and the same contact gets
#                  two numbers when one system normalises in Python and another in the browser.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check phonenumbers==9.0.43
npm install --silent --no-fund --no-audit libphonenumber-js@1.13.16 google-libphonenumber@3.2.47

cat > check.py <<'PYTHON'
import phonenumbers

number = phonenumbers.parse("+49 30 123456 (Home)")
print("phonenumbers", phonenumbers.__version__, end=" ")
print(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), phonenumbers.is_valid_number(number))
PYTHON

cat > check.cjs <<'JAVASCRIPT'
const google = require('google-libphonenumber')
const utility = google.PhoneNumberUtil.getInstance()
const text = '+49 30 123456 (Home)'
const number = utility.parse(text)
console.log('google-libphonenumber', utility.format(number, google.PhoneNumberFormat.E164), utility.isValidNumber(number))
const other = require('libphonenumber-js').parsePhoneNumberFromString(text)
console.log('libphonenumber-js', other.number, other.isValid())
JAVASCRIPT

{ venv/bin/python check.py; node check.cjs; } | tee output
diff - output <<'EXPECTED'
phonenumbers 9.0.43 +49301234564663 True
google-libphonenumber +49301234564663 true
libphonenumber-js +4930123456 true
EXPECTED
