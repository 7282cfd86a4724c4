"""Makes a release of what is here: `make release version=1.1.0`.

Writes the version in `backend/sami/__init__.py`, gives the entries under "Unreleased" in CHANGELOG.md their heading,
writes the documents, and keeps the public one in `openapi/released/` for the compatibility gate (ADR 19). It commits
nothing.
"""

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from sami import __version__
from scripts.compatibility import ACCEPTED, OPENAPI, RELEASED, breaking_changes, judge, released_document

ROOT = Path(__file__).parents[1]
PACKAGE, CHANGELOG = ROOT / "backend" / "sami" / "__init__.py", ROOT / "CHANGELOG.md"

UNRELEASED = "## Unreleased\n"


class ReleaseError(Exception):
    """Why there can be no release yet."""


def check_version(version: str, current: str) -> None:
    """Raises ReleaseError unless `version` comes after `current`, within the same major version."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ReleaseError("Give the version of the release, such as version=1.1.0.")
    new, old = _numbers(version), _numbers(current)
    if new <= old:
        raise ReleaseError(f"{version} does not come after {current}.")
    if new[0] != old[0]:
        raise ReleaseError(f"{version} would break clients of {current}. What breaks them goes under /v2 instead.")


def released_changelog(text: str, version: str, day: str) -> str:
    """CHANGELOG.md with the unreleased entries under the heading of `version`.

    Raises ReleaseError if there are none.
    """
    before, heading, after = text.partition(UNRELEASED)
    if not heading or not after.partition("\n## ")[0].strip():
        raise ReleaseError('CHANGELOG.md has no entry under "Unreleased".')
    return f"{before}{heading}\n## {version} - {day}\n{after}"


def main(version: str) -> None:
    check_version(version, __version__)
    changelog = released_changelog(CHANGELOG.read_text(), version, datetime.now(UTC).date().isoformat())
    old, document = released_document(), OPENAPI / "openapi.json"
    found = breaking_changes(json.loads(old.read_text()), json.loads(document.read_text()))
    if wrong := judge(found, json.loads(ACCEPTED.read_text())):
        raise ReleaseError("\n".join(["openapi.json breaks clients of the last release:", *wrong]))

    PACKAGE.write_text(PACKAGE.read_text().replace(f'"{__version__}"', f'"{version}"'))
    CHANGELOG.write_text(changelog)
    # In a process that reads the new version.
    subprocess.run([sys.executable, "-m", "sami", "openapi"], check=True)
    old.unlink()
    shutil.copyfile(document, RELEASED / f"{version}.json")
    ACCEPTED.write_text("{}\n")
    print(f"This is {version}. Read the diff, run 'make test', and commit all of it.")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except ReleaseError as error:
        sys.exit(str(error))
