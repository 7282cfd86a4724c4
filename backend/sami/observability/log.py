"""Logging: one line per event, as JSON in production. No line ever contains a key."""

import contextlib
import json
import logging
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from sami.auth.key_format import redact

#: `json.dumps` would create one for each line.
_ENCODER = json.JSONEncoder(default=repr)


def configure_logging(*, level: str, json_lines: bool) -> None:
    """Sends our own events and those of libraries to standard error, through the same processors.

    Our events bypass `logging`, which would triple the cost of a request's line.
    """
    processors: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _drop_empty,
        *(
            [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(_json)]
            if json_lines
            else [_console()]
        ),
        # Last, so that no processor can add a key after it.
        _redact,
    ]
    structlog.configure(
        processors=processors,
        # The process's own stderr, not a test's replacement for it: loggers are cached.
        logger_factory=lambda *_: _Logger(sys.__stderr__),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.__stderr__)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *processors]
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    if level != "debug":
        # They log pages every second while the database is unavailable. We log the calls and jobs that it affects.
        for verbose in ("asyncpg.pool", "procrastinate", "psycopg.pool"):
            logging.getLogger(verbose).setLevel(logging.CRITICAL)
    if level == "info":
        # At this level they repeat what `sami serve` prints, or log on every request to /readyz. (SQLAlchemy's pools
        # log under the module of their class.)
        for chatty in ("alembic", "uvicorn", "sami.db.pools"):
            logging.getLogger(chatty).setLevel(logging.WARNING)


class _Logger(structlog.WriteLogger):
    """Drops a line that can't be written, for example on a full disk, instead of failing what logged it."""

    def msg(self, message: str) -> None:
        with contextlib.suppress(OSError):
            super().msg(message)

    debug = info = warning = error = critical = exception = msg


def _json(event: EventDict, **_: object) -> str:
    return _ENCODER.encode(event)


def _console() -> Processor:
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)


def _drop_empty(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {name: value for name, value in event.items() if value is not None}


def _redact(_: WrappedLogger, __: str, line: EventDict) -> str:
    return redact(str(line))
