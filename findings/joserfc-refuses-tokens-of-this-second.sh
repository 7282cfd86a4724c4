#!/usr/bin/env bash
# Checking a token that was issued a moment ago, with the time to the fraction of a second, which RFC 7519 allows.
#
# One would guess: iat = time.time() is in the past by the time it is checked, so every library takes it.
# What happens:    `joserfc` (and `authlib`, which it came from) compares it with the clock cut to whole seconds: the
#                  token "was issued in the future" until the second is over. `PyJWT` and `jwcrypto` take it.
# Why it matters:  the failure depends on the fraction: a token that is used at once fails almost always, the same token
#                  a second later never, so tests on one machine fail and traffic over a slow line doesn't.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check joserfc==1.8.0 PyJWT==2.15.1 jwcrypto==1.6.1

cat > check.py <<'PYTHON'
import time
from importlib.metadata import version

import jwt as pyjwt
from joserfc import jwt as joserfc_jwt
from joserfc.errors import InvalidClaimError
from joserfc.jwk import OctKey
from jwcrypto import jwk
from jwcrypto import jwt as jwcrypto_jwt

key = b"k" * 32
print(*(f"{name} {version(name)}" for name in ("joserfc", "PyJWT", "jwcrypto")))
time.sleep(1.5 - time.time() % 1)  # To the middle of a second, so that no second ends during the check.
token = pyjwt.encode({"iat": time.time()}, key, algorithm="HS256")

pyjwt.decode(token, key, algorithms=["HS256"])
print("PyJWT takes it")
jwcrypto_jwt.JWT(jwt=token, key=jwk.JWK.from_password(key.decode()), expected_type="JWS")
print("jwcrypto takes it")
for moment in ("at once", "a second later"):
    try:
        claims = joserfc_jwt.decode(token, OctKey.import_key(key)).claims
        joserfc_jwt.JWTClaimsRegistry().validate(claims)
        print("joserfc,", moment, "takes it")
    except InvalidClaimError as error:
        print("joserfc,", moment, "says:", error.description)
    time.sleep(1)
PYTHON

venv/bin/python check.py | tee output
diff - output <<'EXPECTED'
joserfc 1.8.0 PyJWT 2.15.1 jwcrypto 1.6.1
PyJWT takes it
jwcrypto takes it
joserfc, at once says: The token was issued in the future
joserfc, a second later takes it
EXPECTED
