"""Logging when the log can't be written."""

import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import logging, structlog
from sami.observability.log import configure_logging
configure_logging(level="info", json_lines=True)
for log in (structlog.get_logger(), logging.getLogger("library")):
    for say in (log.info, log.warning, log.error):
        say("nobody reads this")
print("still at work")
"""


def test_logging_to_a_full_disk_does_not_fail() -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run([sys.executable, "-c", _PROGRAM], stdout=subprocess.PIPE, stderr=full, check=False)
    assert result.stdout == b"still at work\n"
