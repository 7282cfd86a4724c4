"""Checks the URLs of webhooks. A refusal here tells the user at once. It does not protect us: that is the check of the
address at each connection (`sami.outgoing.sending`).
"""

from dataclasses import dataclass

from pydantic_core import Url, ValidationError

from sami.errors.types import ValidationFailed, invalid_member
from sami.outgoing.addresses import Reachable, parse_address

MAX_LENGTH = 2048

#: Domains that are never on the public internet (RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN's .internal).
_LOCAL = ("localhost", "local", "internal", "home.arpa", "lan", "test", "invalid", "onion", "alt")


@dataclass(frozen=True, slots=True)
class UrlRules:
    """The URLs that an installation allows. `secure`: only https. `reachable`: the addresses that may be called."""

    secure: bool
    reachable: Reachable

    def check(self, text: str) -> str:
        """Returns the URL as it will be called, normalized by the WHATWG's rules. The same parser is used here and for
        the call, so the two can't disagree (https://url.spec.whatwg.org).

        Raises ValidationFailed, pointing at `/url`.
        """
        if len(text) > MAX_LENGTH:
            raise _refused(f"Must have at most {MAX_LENGTH} characters.")
        try:
            url = Url(text)
        except ValidationError as cause:
            raise _refused("Must be a URL.") from cause
        if url.scheme != "https" and (self.secure or url.scheme != "http"):
            raise _refused("Must start with https://.")
        if url.username or url.password:
            raise _refused(
                "Must not contain a user name or password, because they would be visible in lists of webhooks."
            )
        if url.fragment is not None:
            raise _refused("Must not have a fragment (#…), because it would never be sent.")
        if url.port is None or (url.port < 1024 and url.port not in (80, 443)):
            raise _refused("The port must be 443, 80, or at least 1024.")
        self._check_host(url.host or "")
        if len(str(url)) > MAX_LENGTH:
            raise _refused(f"Must have at most {MAX_LENGTH} characters after encoding its non-ASCII characters.")
        return str(url)

    def _check_host(self, host: str) -> None:
        address = parse_address(host)
        if address is not None:
            if address not in self.reachable:
                raise _refused("Must be an address on the public internet.")
            return
        labels = host.lower().removesuffix(".").split(".")
        if not all(labels) or len(host) > 253 or any(len(label) > 63 for label in labels):
            raise _refused("The host must be a valid name.")
        # An operator that allows private addresses may have local names for them.
        if not self.reachable.networks and (
            len(labels) == 1 or labels[-1] in _LOCAL or ".".join(labels[-2:]) in _LOCAL
        ):
            raise _refused("Must be a host on the public internet.")


def _refused(detail: str) -> ValidationFailed:
    return invalid_member("/url", "not_allowed", detail)
