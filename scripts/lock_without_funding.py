"""Takes out of npm's lock files what it has no setting for: the addresses where a package asks for money."""

import json
import sys
from pathlib import Path

for path in map(Path, sys.argv[1:]):
    lock = json.loads(path.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
    # As npm writes it.
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")
