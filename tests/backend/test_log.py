"""What is logged where nothing can be written."""

import subprocess
import sys
from pathlib import Path

_LOGS = """
import logging, structlog
from sami.observability.log import configure_logging
configure_logging(level="info", json_lines=True)
for log in (structlog.get_logger(), logging.getLogger("library")):
    for say in (log.info, log.warning, log.error):
        say("nobody reads this")
print("still at work")
"""


def test_a_full_disk_fails_nothing() -> None:
    with Path("/dev/full").open("w") as full:
        said = subprocess.run([sys.executable, "-c", _LOGS], stdout=subprocess.PIPE, stderr=full, check=False)
    assert said.stdout == b"still at work\n"
