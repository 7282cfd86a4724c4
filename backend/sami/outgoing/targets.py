"""The URLs that webhooks may have. What is refused here is refused so that its author learns of it at once; what
protects us is asked at each connection, of the address really connected to (`sami.outgoing.sending`).
"""

from dataclasses import dataclass

from pydantic_core import Url, ValidationError

from sami.errors.types import ValidationFailed, invalid_member
from sami.outgoing.addresses import Reachable, parse_address

MAX_LENGTH = 2048

#: Names that never lead to the public internet (RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN's .internal).
_LOCAL = ("localhost", "local", "internal", "home.arpa", "lan", "test", "invalid", "onion", "alt")


@dataclass(frozen=True, slots=True)
class Rules:
    """What an installation allows: `secure`, only https; and which addresses."""

    secure: bool
    reachable: Reachable

    def check(self, text: str) -> str:
        """The URL as it will be called, in the form that the WHATWG gives it: one parser says what it means, here and
        when it is called, so that no two can disagree (https://url.spec.whatwg.org).

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
        # Whoever has allowed addresses of their own may have names for them.
        if not self.reachable.networks and (
            len(labels) == 1 or labels[-1] in _LOCAL or ".".join(labels[-2:]) in _LOCAL
        ):
            raise _refused("Must be a host on the public internet.")


def _refused(detail: str) -> ValidationFailed:
    return invalid_member("/url", "not_allowed", detail)
