"""Objects that exist once per process. `sami.app` creates them; dependencies look them up on the application."""

from dataclasses import dataclass
from typing import cast

from fastapi import Request

from sami.auth.key_hash import Peppers
from sami.auth.passwords import Passwords
from sami.auth.verify import Verifier
from sami.config import Settings
from sami.db.database import Database
from sami.limits.attempts import ReportThrottle, SignInThrottle
from sami.limits.keys import KeyLimits
from sami.outgoing.targets import UrlRules
from sami.usage.recorder import Recorder


@dataclass(frozen=True, slots=True)
class Services:
    """All per-process objects, set as `app.state.services` when the application starts."""

    settings: Settings
    database: Database
    peppers: Peppers
    verifier: Verifier
    passwords: Passwords
    throttle: SignInThrottle
    report_throttle: ReportThrottle
    key_limits: KeyLimits
    recorder: Recorder
    webhook_rules: UrlRules


def services(request: Request) -> Services:
    """Returns the services of the application that handles `request`."""
    return cast(Services, request.app.state.services)
