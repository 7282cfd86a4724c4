"""The settings of an installation, read from `SAMI_*` variables.

Production refuses to start without its secrets. Development generates its own pepper and keeps it next to the embedded
database, so that keys keep working after a restart.
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
    """A setting is missing or invalid. The message is one line that says what to set."""


def _checked_limit(text: str) -> str:
    """Returns `text` if it is a single limit of one call or more; of several, the library would use the first.

    Raises ValueError.
    """
    if [limit.amount > 0 for limit in parse_limits(text)] != [True]:
        raise ValueError("must be a single limit of one call or more, such as 1000/minute")
    return text


Limit = Annotated[str, AfterValidator(_checked_limit)]


def _earlier_worker_value(value: object) -> object:
    """Maps `inside` and `apart`, the values of `SAMI_WORKER` in earlier releases, to the current ones."""
    return {"inside": "embedded", "apart": "separate"}.get(value, value) if isinstance(value, str) else value


class Settings(BaseSettings):
    """The settings. `.env.example` explains each."""

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
    def _as_origin(cls, url: str | None) -> str | None:
        """Returns `url` as browsers send it in Origin: lower case, without a default port (RFC 6454 §6.1)."""
        if url is None:
            return None
        default_port = ":443" if url.lower().startswith("https:") else ":80"
        return url.lower().removesuffix(default_port)

    @field_validator("webhook_networks", mode="before")
    @classmethod
    def _split_at_commas(cls, networks: object) -> object:
        if not isinstance(networks, str):
            return networks
        return tuple(part.strip() for part in networks.split(",") if part.strip())

    @property
    def production(self) -> bool:
        return self.env == "production"

    @property
    def embeds_worker(self) -> bool:
        """Whether serving processes also do the background work."""
        return self.worker == "embedded" or (self.worker is None and not self.production)

    def webhook_rules(self) -> UrlRules:
        """Returns the rules for the URLs of webhooks."""
        return UrlRules(secure=self.production, reachable=Reachable(self.webhook_networks))

    def require_database_url(self) -> str:
        """Returns the plain `postgresql://…` URL.

        Raises ConfigurationError if it is missing or isn't a PostgreSQL URL.
        """
        if self.database_url is None:
            raise ConfigurationError(
                "SAMI_DATABASE_URL is not set. Set it to the URL of a PostgreSQL database (postgresql://…)"
            )
        url = self.database_url.get_secret_value()
        if not url.startswith(("postgresql://", "postgres://")):
            raise ConfigurationError("SAMI_DATABASE_URL must be a plain postgresql:// URL without a driver name")
        return url

    def valkey(self) -> str | None:
        """Returns the URL of the Valkey in which processes count together, or None.

        Raises ConfigurationError, without the URL, because it may contain a password. Options in the URL are refused
        because they would override ours, such as timeouts.
        """
        if self.valkey_url is None:
            return None
        text = self.valkey_url.get_secret_value()
        if not _is_valkey_url(text):
            raise ConfigurationError(
                "SAMI_VALKEY_URL must be valkey://[[user]:password@]host[:port][/number], or valkeys:// for TLS, with "
                "special characters in the password percent-encoded, and without options"
            )
        return text

    def peppers(self) -> Peppers:
        """Returns the peppers that keys are hashed with, newest first.

        Raises ConfigurationError if production has none, or one is invalid.
        """
        if self.key_peppers is not None:
            return parse_peppers(self.key_peppers.get_secret_value())
        if self.production:
            raise ConfigurationError(
                "SAMI_KEY_PEPPERS is not set. Set it to 'id:base64' with at least 32 random bytes, newest first"
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
    """Parses `id:base64,id:base64`, newest first. Raises ConfigurationError, whose message never contains a secret."""
    peppers: list[Pepper] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        pepper_id, _, encoded = part.partition(":")
        try:
            secret = base64.b64decode(encoded, validate=True)
        except ValueError as cause:
            raise ConfigurationError(f"SAMI_KEY_PEPPERS: pepper number {len(peppers) + 1} isn't 'id:base64'") from cause
        if not pepper_id or len(secret) < MIN_PEPPER_BYTES:
            raise ConfigurationError(
                f"SAMI_KEY_PEPPERS: pepper number {len(peppers) + 1} needs an id and at least 32 bytes"
            )
        peppers.append(Pepper(pepper_id, secret))
    if not peppers or len({pepper.id for pepper in peppers}) < len(peppers):
        raise ConfigurationError("SAMI_KEY_PEPPERS needs at least one pepper, each with a unique id")
    return Peppers(peppers)


def _development_pepper(path: Path) -> str:
    """Returns the pepper in `path`, generated at the first start. If two processes create it at once, one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new_file = path.with_name(f".{path.name}.{os.getpid()}")
    if not path.exists():
        new_file.touch(mode=0o600)
        new_file.write_text(f"dev:{base64.b64encode(secrets.token_bytes(32)).decode()}\n")
        try:
            os.link(new_file, path)
        except FileExistsError:
            pass
        finally:
            new_file.unlink()
    return path.read_text()
