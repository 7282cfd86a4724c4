"""Writes the migration from the newest schema to what the models say, as migrations/versions/NNNN_name.py.

Call it by `make migration name="what changes"`. Read what it wrote: it can't know what should become of the data.
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
        # Root's PostgreSQL runs as an account that temporary directories are closed to.
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
