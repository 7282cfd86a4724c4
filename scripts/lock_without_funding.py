"""Removes the packages' funding addresses from npm lock files. npm has no setting for this."""

import json
import sys
from pathlib import Path

for path in map(Path, sys.argv[1:]):
    lock = json.loads(path.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
    # In the format that npm writes.
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")
