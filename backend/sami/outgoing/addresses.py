"""Decides which addresses may be called for users: those of the public internet, in any notation.

Otherwise a user's URL could make us call what only we can reach: ourselves, our database, the cloud's metadata service
(server-side request forgery, CWE-918). `ipaddress` knows what is public according to IANA's registries, but it takes
multicast, and IPv6 addresses that contain an IPv4 address, for public.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: Global unicast (RFC 4291 §2.4). The rest of IPv6 is local, multicast or unassigned.
_GLOBAL_UNICAST = IPv6Network("2000::/3")

#: Networks whose addresses contain an IPv4 address in their last 32 bits: mapped, compatible (RFC 4291 §2.5.5),
#: translated by NAT64 (RFC 6052) and by SIIT (RFC 2765).
_IPV4_INSIDE = tuple(map(IPv6Network, ("::ffff:0:0/96", "::/96", "64:ff9b::/96", "::ffff:0:0:0/96")))

#: Refused in every version of Python: protocol assignments, including Teredo, 6to4 tunnels and their relays, which can
#: lead anywhere, and addresses for documentation (RFC 9637).
_SPECIAL = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")))


class Reachable:
    """The addresses that may be called: public ones, and those in `networks`, which the operator allows."""

    def __init__(self, networks: Sequence[Network] = ()) -> None:
        self.networks = tuple(networks)

    def __contains__(self, address: Address) -> bool:
        effective = _effective_address(address)
        return _is_public(effective) or any(
            each in network for each in (address, effective) for network in self.networks
        )


def parse_address(host: str) -> Address | None:
    """Parses the host of a URL as an address, with or without brackets. Returns None when it is a name."""
    try:
        return ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None


def _effective_address(address: Address) -> Address:
    """Returns the address that receives a packet to `address`: the IPv4 address inside it, if it has one."""
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
