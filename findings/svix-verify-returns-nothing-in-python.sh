#!/usr/bin/env bash
# Receiving a webhook with `Webhook(secret).verify(body, headers)` of Python's `svix` and `standardwebhooks`.
#
# One would guess: both return the parsed event: `svix` delegates to `standardwebhooks`, and its JavaScript package
#                  returns it.
# What happens:    `svix` drops the result and returns None. An empty body and one that isn't JSON, if signed, pass it,
#                  where `standardwebhooks` raises JSONDecodeError.
# Why it matters:  examples for Django and Flask begin with `msg = wh.verify(payload, headers)`. They verify properly
#                  and go on with None: `if msg and msg["type"] == …` answers 200 and does nothing.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check svix==2.9.1 standardwebhooks==1.1.0

cat > check.py <<'PYTHON'
from datetime import UTC, datetime
from importlib.metadata import version

import standardwebhooks
import svix

secret, moment = "whsec_" + "QUFB" * 8, datetime.now(UTC)
for name, library in (("standardwebhooks", standardwebhooks), ("svix", svix)):
    print(name, version(name))
    for body in ('{"type": "contact.created"}', "type=contact.created"):
        webhook = library.Webhook(secret)
        headers = {
            "webhook-id": "msg_1",
            "webhook-timestamp": str(int(moment.timestamp())),
            "webhook-signature": webhook.sign("msg_1", moment, body),
        }
        try:
            print("   ", body, "->", webhook.verify(body, headers))
        except ValueError as error:
            print("   ", body, "->", type(error).__name__)
PYTHON

venv/bin/python check.py | tee output
diff - output <<'EXPECTED'
standardwebhooks 1.1.0
    {"type": "contact.created"} -> {'type': 'contact.created'}
    type=contact.created -> JSONDecodeError
svix 2.9.1
    {"type": "contact.created"} -> None
    type=contact.created -> None
EXPECTED
