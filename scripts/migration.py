"""Writes a migration from the newest schema to the current models, as migrations/versions/NNNN_name.py.

Run it with `make migration name="what changes"`. Review the result: it doesn't migrate any data.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from sami.db.embedded import embedded
from sami.db.migrate import configuration, newest_revision, upgrade


def main(name: str) -> None:
    revision = f"{int(newest_revision() or 0) + 1:04}"
    with tempfile.TemporaryDirectory(prefix="sami-migration-") as directory:
        # Under root, PostgreSQL runs as another account, which can't enter temporary directories.
        Path(directory).chmod(0o711)
        with embedded(Path(directory), durable=False) as url:
            upgrade(url)
            command.revision(configuration(url), name, autogenerate=True, rev_id=revision)
    [path] = Path("migrations/versions").glob(f"{revision}_*.py")
    path.write_text(re.sub(r"\n +# ###.*", "", path.read_text()))
    subprocess.run([Path(sys.executable).with_name("ruff"), "format", "--quiet", path], check=True)
    print(f"Wrote {path}. Read it before you use it.")


if __name__ == "__main__":
    main(*sys.argv[1:])
