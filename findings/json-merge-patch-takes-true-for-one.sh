#!/usr/bin/env bash
# The difference of two JSON documents as a merge patch (RFC 7396) by Python's `json-merge-patch`.
#
# One would guess: applying the patch to the first document gives the second.
# What happens:    from 1 to true, and from false to 0, it makes an empty patch, since Python's True == 1. JSON has them
#                  as different values. `jsonpatch`, for RFC 6902, tells them apart.
# Why it matters:  a custom field that changes its type from number to checkbox keeps its numbers, and a sync by
#                  differences never becomes quiet or never sends the change.
set -euo pipefail
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
cd "$directory"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check json-merge-patch==0.3.0 jsonpatch==1.48

cat > check.py <<'PYTHON'
import json
from importlib.metadata import version

import json_merge_patch
import jsonpatch

print("json-merge-patch", version("json-merge-patch"), "jsonpatch", version("jsonpatch"))
for before, after in (({"opt_in": 1}, {"opt_in": True}), ({"scores": [0]}, {"scores": [False]}), ({"n": 1}, {"n": 2})):
    print(json.dumps(before), "to", json.dumps(after))
    print("    merge patch:", json.dumps(json_merge_patch.create_patch(before, after)))
    print("    JSON Patch: ", jsonpatch.make_patch(before, after))
PYTHON

venv/bin/python check.py | tee output
diff - output <<'EXPECTED'
json-merge-patch 0.3.0 jsonpatch 1.48
{"opt_in": 1} to {"opt_in": true}
    merge patch: {}
    JSON Patch:  [{"op": "replace", "path": "/opt_in", "value": true}]
{"scores": [0]} to {"scores": [false]}
    merge patch: {}
    JSON Patch:  [{"op": "replace", "path": "/scores/0", "value": false}]
{"n": 1} to {"n": 2}
    merge patch: {"n": 2}
    JSON Patch:  [{"op": "replace", "path": "/n", "value": 2}]
EXPECTED
