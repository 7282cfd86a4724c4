"""Logging: one line an event, JSON in production; no line ever holds a key."""

import logging
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

from sami.auth.key_format import redact


def configure_logging(*, level: str, json_lines: bool) -> None:
    """Sends our own events and those of the libraries to standard error, through the same last steps."""
    renderer: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if json_lines
        else [
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
        ]
    )
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _Redacting(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _drop_empty, *renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    if level != "debug":
        # Of a database that is away they tell pages, each second. What calls and jobs meet of that is said by us.
        for verbose in ("asyncpg.pool", "procrastinate", "psycopg.pool"):
            logging.getLogger(verbose).setLevel(logging.CRITICAL)
    if level == "info":
        # What these say at this level is said already by `sami serve`, or at each look at /readyz.
        for chatty in ("alembic", "uvicorn"):
            logging.getLogger(chatty).setLevel(logging.WARNING)


class _Redacting(structlog.stdlib.ProcessorFormatter):
    """The last step before the line is written, so that nothing can come in behind it."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def _drop_empty(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {name: value for name, value in event.items() if value is not None}
