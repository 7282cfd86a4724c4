"""What a process has one of. Made by `sami.app`, found on the application by the dependencies."""

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
    return cast(Services, request.app.state.services)
