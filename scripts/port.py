"""Fails when nothing can listen on 127.0.0.1 port $PORT (8000), so that `make run` says so before it installs anything.

Runs on any Python 3, the machine's own, with nothing installed.
"""

import errno
import os
import socket
import sys


def main() -> "str | None":
    """What is wrong, if anything is."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or int(text) > 65535:
        return f"PORT is '{text}'. It takes a number from 0 to 65535."
    with socket.socket() as probe:
        # As the server does it: connections that are just ending don't count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as failure:
            if failure.errno == errno.EADDRINUSE:
                return f"Port {text} is taken. Stop what listens there, or choose another: make run PORT=8001"
            return f"Can't listen on port {text}: {failure.strerror}. PORT chooses another."
    return None


if __name__ == "__main__":
    sys.exit(main())
