#!/usr/bin/env bash
# Signing a webhook with Python's `standardwebhooks` and a timestamp that isn't in UTC.
#
# One would guess: an aware datetime is a moment, so its zone doesn't matter: 14:00+02:00 signs as 12:00Z.
# What happens:    `Webhook.sign` does `timestamp.replace(tzinfo=utc)`: it keeps the clock's digits and drops the offset,
#                  so the signed timestamp is two hours off. The header holds the true moment, and the receiver answers
#                  "No matching signature found". `svix`, whose `sign` delegates to the same code, does the same.
# Why it matters:  a sender works on servers whose clock is in UTC and fails everywhere else, and the error points to the
#                  secret instead of the time.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check standardwebhooks==1.1.0

cat > check.py <<'PYTHON'
from datetime import UTC, datetime, timedelta, timezone
from importlib.metadata import version

from standardwebhooks import Webhook, WebhookVerificationError

print("standardwebhooks", version("standardwebhooks"))
webhook, body = Webhook("whsec_" + "QUFB" * 8), '{"type":"contact.created"}'
moment = datetime.now(UTC)
for zone in (UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-5))):
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": webhook.sign("msg_1", moment.astimezone(zone), body),
    }
    try:
        webhook.verify(body, headers)
        print(zone, "verified")
    except WebhookVerificationError as error:
        print(zone, error)
PYTHON

venv/bin/python check.py | tee output
diff - output <<'EXPECTED'
standardwebhooks 1.1.0
UTC verified
UTC+02:00 No matching signature found
UTC-05:00 No matching signature found
EXPECTED
