"""Which addresses may be called for others: those of the public internet, in whatever form an address is said.

Who names a URL for us to call could otherwise have us call what only we reach: ourselves, our database, the cloud's
metadata service (server-side request forgery, CWE-918). `ipaddress` knows what is public as far as the IANA's
registries say so, but takes IPv6 addresses that stand for an IPv4 one for public, and multicast too.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: Global unicast (RFC 4291 §2.4). The rest of IPv6 is local, multicast or not given to anybody yet.
_GLOBAL_UNICAST = IPv6Network("2000::/3")

#: What stands for the IPv4 address in its last 32 bits: mapped, compatible (RFC 4291 §2.5.5), translated by NAT64
#: (RFC 6052) and by SIIT (RFC 2765).
_IPV4_INSIDE = tuple(map(IPv6Network, ("::ffff:0:0/96", "::/96", "64:ff9b::/96", "::ffff:0:0:0/96")))

#: Refused, whatever this version of Python says of them: protocol assignments, with Teredo among them, tunnels by 6to4
#: and their relays, which lead anywhere, and what is for documentation (RFC 9637).
_SPECIAL = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")))


class Reachable:
    """The addresses that may be called: public ones, and those in `networks`, which an operator has allowed."""

    def __init__(self, networks: Sequence[Network] = ()) -> None:
        self.networks = tuple(networks)

    def __contains__(self, address: Address) -> bool:
        meant = _meant(address)
        return _is_public(meant) or any(each in network for each in (address, meant) for network in self.networks)


def parse_address(host: str) -> Address | None:
    """The address that the host of a URL is, with or without brackets; None when it is a name."""
    try:
        return ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None


def _meant(address: Address) -> Address:
    """Where a packet to this address ends up."""
    if any(address in network for network in _IPV4_INSIDE):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    return (
        address.is_global
        and not (address.is_multicast or address.is_reserved)
        and not any(address in network for network in _SPECIAL)
    )
