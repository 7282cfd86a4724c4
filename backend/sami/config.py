"""Settings: everything that differs from one installation to the next, read from `SAMI_*` variables.

Production refuses to start without its secrets; development makes a pepper of its own and keeps it beside
the embedded database, so that keys made yesterday work today.
"""

import base64
import os
import re
import secrets
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from limits import parse_many as parse_limits
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from sami.auth.key_hash import MIN_PEPPER_BYTES, Pepper, Peppers
from sami.outgoing.addresses import Network, Reachable
from sami.outgoing.targets import UrlRules


class ConfigurationError(Exception):
    """The settings can't work; the message is one line that says what to set."""


def _readable_limit(text: str) -> str:
    """One limit, and one that lets somebody in: of several the library would take the first. Raises ValueError."""
    if [limit.amount > 0 for limit in parse_limits(text)] != [True]:
        raise ValueError("give one limit, of one call or more, as in 1000/minute")
    return text


Limit = Annotated[str, AfterValidator(_readable_limit)]


def _earlier_worker_value(value: object) -> object:
    """`SAMI_WORKER` was `inside` or `apart` in earlier releases; installations still say so."""
    return {"inside": "embedded", "apart": "separate"}.get(value, value) if isinstance(value, str) else value


class Settings(BaseSettings):
    """See `.env.example` for a line on each."""

    model_config = SettingsConfigDict(env_prefix="SAMI_", env_file=".env", extra="ignore")

    env: Literal["production", "development"] = "development"
    database_url: SecretStr | None = None
    key_peppers: SecretStr | None = None
    database_pool_size: int = Field(default=10, ge=1)
    valkey_url: SecretStr | None = None
    worker: Annotated[Literal["embedded", "separate"] | None, BeforeValidator(_earlier_worker_value)] = None
    public_url: str | None = Field(default=None, pattern=r"^https?://[^/?#@\s]+$")
    data_dir: Path = Path(".data")
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    trusted_proxies: str = "127.0.0.1"
    webhook_networks: Annotated[tuple[Network, ...], NoDecode] = ()
    rate_limit: Limit = "1000/minute"
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = Field(default=None, ge=0, le=65535)
    sign_in_limit_per_account: Limit = "20/15 minutes"
    sign_in_limit_per_address: Limit = "100/15 minutes"
    report_limit_per_address: Limit = "60/minute"

    @field_validator("public_url")
    @classmethod
    def _as_browsers_say_it(cls, url: str | None) -> str | None:
        """In an Origin, a scheme's own port is left out (RFC 6454 §6.1) and letters are small."""
        if url is None:
            return None
        own_port = ":443" if url.lower().startswith("https:") else ":80"
        return url.lower().removesuffix(own_port)

    @field_validator("webhook_networks", mode="before")
    @classmethod
    def _between_commas(cls, networks: object) -> object:
        if not isinstance(networks, str):
            return networks
        return tuple(part.strip() for part in networks.split(",") if part.strip())

    @property
    def production(self) -> bool:
        return self.env == "production"

    @property
    def embeds_worker(self) -> bool:
        """Whether the processes that serve do the background work too."""
        return self.worker == "embedded" or (self.worker is None and not self.production)

    def webhook_rules(self) -> UrlRules:
        """Where webhooks may be sent."""
        return UrlRules(secure=self.production, reachable=Reachable(self.webhook_networks))

    def require_database_url(self) -> str:
        """The plain `postgresql://…` URL.

        Raises ConfigurationError when it is missing or not PostgreSQL's.
        """
        if self.database_url is None:
            raise ConfigurationError(
                "SAMI_DATABASE_URL is not set: give the URL of a PostgreSQL database (postgresql://…)"
            )
        url = self.database_url.get_secret_value()
        if not url.startswith(("postgresql://", "postgres://")):
            raise ConfigurationError("SAMI_DATABASE_URL must be a plain postgresql:// URL, without a driver name")
        return url

    def valkey(self) -> str | None:
        """The URL of the Valkey that processes count in, if there is one.

        Raises ConfigurationError, without the URL, which may hold a password. Options in it are refused because they
        would take the place of ours, such as how long a call waits.
        """
        if self.valkey_url is None:
            return None
        text = self.valkey_url.get_secret_value()
        if not _is_valkey_url(text):
            raise ConfigurationError(
                "SAMI_VALKEY_URL must be valkey://[[user]:password@]host[:port][/number], or valkeys:// for TLS, with "
                "what is special in a password percent-encoded, and no options"
            )
        return text

    def peppers(self) -> Peppers:
        """The peppers that keys are hashed under, newest first.

        Raises ConfigurationError when production has none, or one can't be read.
        """
        if self.key_peppers is not None:
            return parse_peppers(self.key_peppers.get_secret_value())
        if self.production:
            raise ConfigurationError(
                "SAMI_KEY_PEPPERS is not set: give 'id:base64' with at least 32 random bytes, newest first"
            )
        return parse_peppers(_development_pepper(self.data_dir / "key-peppers"))


def _is_valkey_url(text: str) -> bool:
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        return False
    return (
        url.scheme in ("valkey", "valkeys")
        and bool(url.hostname)
        and port != 0
        and re.fullmatch(r"/?\d*", url.path) is not None
        and not (url.query or url.fragment)
    )


def parse_peppers(text: str) -> Peppers:
    """`id:base64,id:base64`, newest first. Raises ConfigurationError; the message never holds a secret."""
    peppers: list[Pepper] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        pepper_id, _, encoded = part.partition(":")
        try:
            secret = base64.b64decode(encoded, validate=True)
        except ValueError as cause:
            raise ConfigurationError(
                f"SAMI_KEY_PEPPERS: pepper number {len(peppers) + 1} is not 'id:base64'"
            ) from cause
        if not pepper_id or len(secret) < MIN_PEPPER_BYTES:
            raise ConfigurationError(
                f"SAMI_KEY_PEPPERS: pepper number {len(peppers) + 1} needs an id and 32 bytes or more"
            )
        peppers.append(Pepper(pepper_id, secret))
    if not peppers or len({pepper.id for pepper in peppers}) < len(peppers):
        raise ConfigurationError("SAMI_KEY_PEPPERS: give at least one pepper, each with an id of its own")
    return Peppers(peppers)


def _development_pepper(path: Path) -> str:
    """The pepper kept in `path`, made there at the first start. Exclusive creation: of two processes one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_text(f"dev:{base64.b64encode(secrets.token_bytes(32)).decode()}\n")
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()
