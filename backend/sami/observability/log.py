"""Logging: one line an event, JSON in production; no line ever holds a key."""

import contextlib
import json
import logging
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from sami.auth.key_format import redact

#: `json.dumps` would make one for each line.
_ENCODER = json.JSONEncoder(default=repr)


def configure_logging(*, level: str, json_lines: bool) -> None:
    """Sends our own events and those of the libraries to standard error, through the same steps.

    Ours go there directly: through `logging`, as the libraries' do, a request's line costs three times as much.
    """
    steps: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _drop_empty,
        *(
            [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(_json)]
            if json_lines
            else [_console()]
        ),
        # The last one, so that nothing can come in behind it.
        _redact,
    ]
    structlog.configure(
        processors=steps,
        # The process's own, not what a test has put in its place: loggers are kept.
        logger_factory=lambda *_: _Logger(sys.__stderr__),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.__stderr__)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *steps]
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    if level != "debug":
        # Of a database that is away they tell pages, each second. What calls and jobs meet of that is said by us.
        for verbose in ("asyncpg.pool", "procrastinate", "psycopg.pool"):
            logging.getLogger(verbose).setLevel(logging.CRITICAL)
    if level == "info":
        # What these say at this level is said already by `sami serve`, or at each look at /readyz. (SQLAlchemy's pools
        # say it as the module of their class.)
        for chatty in ("alembic", "uvicorn", "sami.db.pools"):
            logging.getLogger(chatty).setLevel(logging.WARNING)


class _Logger(structlog.WriteLogger):
    """A line that can't be written, as on a full disk, is lost, and nothing with it that it tells of."""

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
