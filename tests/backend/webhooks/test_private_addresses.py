"""More than forty notations of private addresses: we connect to none of them.

A real listener on all addresses of this machine counts connections. Every refused URL has its port.
"""

import asyncio
import errno
import socket
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from ipaddress import IPv4Address, IPv4Network, ip_address

import pytest

from sami.errors.types import ValidationFailed
from sami.outgoing.addresses import Address, Reachable
from sami.outgoing.resolving import Resolve
from sami.outgoing.sending import Sender
from sami.outgoing.targets import UrlRules
from tests.fixtures.receiver import Receiver

#: URLs with a private address or a local name; `{port}` is the listener's port.
PRIVATE_URLS = (
    # The forms of IPv4 that inet_aton accepts.
    "http://127.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://127.0.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.0.0.1:{port}/",
    "http://0x7F.0x0.0x0.0x1:{port}/",
    "http://017700000001:{port}/",
    "http://0177.0.0.01:{port}/",
    "http://0177.0x0.0.1:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://127.255.255.254:{port}/",
    "http://0:{port}/",
    "http://0.0.0.0:{port}/",
    # The same with other characters.
    "http://%31%32%37.0.0.1:{port}/",
    "http://１２７.0.0.1:{port}/",
    "http://127。0。0。1:{port}/",
    "http://①②⑦.0.0.1:{port}/",
    "http:\\\\127.0.0.1:{port}\\",
    "http:127.0.0.1:{port}/",
    "http://127.0.0.1\t:{port}/",
    # IPv6, and IPv4 inside it.
    "http://[::1]:{port}/",
    "http://[0:0:0:0:0:0:0:1]:{port}/",
    "http://[::]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
    "http://[::ffff:0:127.0.0.1]:{port}/",
    "http://[64:ff9b::127.0.0.1]:{port}/",
    "http://[64:ff9b:1::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[2001:0:7f00:1::]:{port}/",
    "http://[fe80::1]:{port}/",
    "http://[fe80::1%25lo]:{port}/",
    "http://[fec0::1]:{port}/",
    "http://[fd00::1]:{port}/",
    "http://[ff02::1]:{port}/",
    # URLs that seem to have another host.
    "http://example.com@127.0.0.1:{port}/",
    "http://example.com:443@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@example.com/",
    "http://127.0.0.1:{port}\\@example.com/",
    # Reserved and private networks.
    "http://169.254.169.254:{port}/latest/meta-data/",
    "http://[fd00:ec2::254]:{port}/latest/meta-data/",
    "http://100.100.100.200:{port}/latest/meta-data/",
    "http://10.0.0.1:{port}/",
    "http://172.16.0.1:{port}/",
    "http://192.168.0.1:{port}/",
    "http://100.64.0.1:{port}/",
    "http://192.0.0.8:{port}/",
    "http://198.18.0.1:{port}/",
    "http://192.0.2.1:{port}/",
    "http://[2001:db8::1]:{port}/",
    "http://224.0.0.1:{port}/",
    "http://240.0.0.1:{port}/",
    "http://255.255.255.255:{port}/",
    # Names that the system resolves itself.
    "http://localhost:{port}/",
    "http://LOCALHOST.:{port}/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/",
)

#: DNS answers with a private address, or with no address.
PRIVATE_ANSWERS: tuple[tuple[str, ...], ...] = (
    ("127.0.0.1",),
    ("::1",),
    ("::ffff:127.0.0.1",),
    ("169.254.169.254",),
    ("10.0.0.1",),
    ("fe80::1%lo",),
    # After a public one, and before it, in case only the first or the last is checked.
    ("127.0.0.2", "127.0.0.1"),
    ("127.0.0.1", "127.0.0.2"),
    ("127.0.0.2", "::1"),
    (),
)

#: Stands for the public internet, as tests don't call that.
PUBLIC = Reachable([IPv4Network("127.0.0.2/32")])


@asynccontextmanager
async def no_connections() -> AsyncIterator[int]:
    """Yields a port of this machine, and checks at the end of the block that nothing connected to it."""
    async with AsyncExitStack() as stack:
        receivers = [await stack.enter_async_context(Receiver.listening("0.0.0.0"))]  # noqa: S104 - to see everything
        if has_ipv6():
            receivers.append(await stack.enter_async_context(Receiver.listening("::", receivers[0].port)))
        yield receivers[0].port
        assert [receiver.connections for receiver in receivers] == [0] * len(receivers)


def has_ipv6() -> bool:
    with socket.socket(socket.AF_INET6) as probe:
        return probe.connect_ex(("::1", 9)) != errno.EADDRNOTAVAIL


def resolver_of(*answers: Sequence[str]) -> Resolve:
    """Returns a resolver that gives these answers, one per call."""
    left = iter(answers)

    async def resolve(_: str, __: int) -> Sequence[Address]:
        return [ip_address(text) for text in next(left)]

    return resolve


@pytest.mark.parametrize("url", PRIVATE_URLS)
async def test_a_url_with_a_private_address_is_refused_and_not_connected_to(url: str) -> None:
    rules = UrlRules(secure=False, reachable=Reachable())
    async with no_connections() as port, Sender.open(rules.reachable) as sender:
        with pytest.raises(ValidationFailed) as refused:
            rules.check(url.format(port=port))
        assert [error.pointer for error in refused.value.errors] == ["/url"]
        sent = await sender.post(url.format(port=port), "{}", {})
        # Not every machine resolves each of these names.
        assert (sent.status, sent.error) in ((None, "not_reachable"), (None, "not_a_url"), (None, "unknown_host"))


@pytest.mark.parametrize("addresses", PRIVATE_ANSWERS, ids=", ".join)
async def test_a_name_of_a_private_address_is_not_connected_to(addresses: tuple[str, ...]) -> None:
    async with no_connections() as port, Sender.open(PUBLIC, resolve=resolver_of(addresses)) as sender:
        sent = await sender.post(f"http://hooks.example.com:{port}/", "{}", {})
        assert (sent.status, sent.error) == (None, "not_reachable")


async def test_a_name_is_looked_up_once_for_each_connection() -> None:
    """DNS rebinding: public when checked, private when connected to. Here one look-up serves for both."""
    async with (
        Receiver.listening("127.0.0.2") as public,
        Receiver.listening("127.0.0.1", public.port) as private,
        Sender.open(PUBLIC, resolve=resolver_of(["127.0.0.2"], ["127.0.0.1"])) as sender,
    ):
        public.reply = lambda _: (204, {"Connection": "close"})
        url = f"http://hooks.example.com:{public.port}/"
        first, second = await sender.post(url, "{}", {}), await sender.post(url, "{}", {})
        assert (first.status, second.error) == (204, "not_reachable")
        assert (public.connections, private.connections) == (1, 0)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_a_failure_and_not_followed(status: int) -> None:
    async with (
        Receiver.listening("127.0.0.2") as public,
        Receiver.listening("127.0.0.1") as private,
        Sender.open(PUBLIC) as sender,
    ):
        public.reply = lambda _: (status, {"Location": private.url})
        sent = await sender.post(f"http://127.0.0.2:{public.port}/", "{}", {})
        assert (sent.status, sent.succeeded) == (status, False)
        assert private.connections == 0


async def test_a_url_accepted_in_development_is_not_called_without_tls_in_production() -> None:
    async with Receiver.listening("127.0.0.2") as public, Sender.open(PUBLIC, secure=True) as sender:
        sent = await sender.post(f"http://127.0.0.2:{public.port}/", "{}", {})
        assert (sent.error, public.connections) == ("not_https", 0)


async def test_proxies_cookies_and_compression_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with (
        Receiver.listening("127.0.0.2") as public,
        Receiver.listening("127.0.0.1") as proxy,
        Sender.open(PUBLIC) as sender,
    ):
        for variable in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
        public.reply = lambda _: (200, {"Set-Cookie": "a=b", "Content-Encoding": "gzip"})
        url = f"http://127.0.0.2:{public.port}/"
        assert [(await sender.post(url, "{}", {})).status for _ in range(2)] == [200, 200]
        assert {"cookie", "authorization"}.isdisjoint(public.received[1].headers)
        assert public.received[1].headers["accept-encoding"] == "identity"
        assert proxy.connections == 0


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::808:808", "2a00:1450::1"])
def test_public_addresses_are_reachable(address: str) -> None:
    assert ip_address(address) in Reachable()


def test_an_operator_can_allow_a_network_and_opens_no_other() -> None:
    allowed = Reachable([IPv4Network("10.20.0.0/16")])
    assert IPv4Address("10.20.1.1") in allowed
    assert ip_address("::ffff:10.20.1.1") in allowed
    assert IPv4Address("10.21.1.1") not in allowed
    assert IPv4Address("127.0.0.1") not in allowed


@pytest.mark.parametrize(
    ("url", "normalized"),
    [
        ("https://EXAMPLE.com", "https://example.com/"),
        ("https://hooks.example.com:8443/a b?c=ä", "https://hooks.example.com:8443/a%20b?c=%C3%A4"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
    ],
)
def test_a_valid_url_is_normalized(url: str, normalized: str) -> None:
    assert UrlRules(secure=True, reachable=Reachable()).check(url) == normalized


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://example.com/",
            "ftp://example.com/",
            "file:///etc/passwd",
            "gopher://example.com/",
            "example.com",
            "",
        ),
        *("https://user@example.com/", "https://:secret@example.com/", "https://example.com/#part"),
        *("https://example.com:25/", "https://example.com:22/", "https://example.com:0/", "https://example.com:99999/"),
        *("https://intranet/", "https://db.internal/", "https://printer.local/", "https://a..b/", "https://.com/"),
        f"https://example.com/{'a' * 2048}",
        f"https://example.com/{'ä' * 1000}",
        f"https://{'a' * 64}.example.com/",
    ],
)
def test_a_url_that_is_not_on_the_public_internet_is_refused(url: str) -> None:
    with pytest.raises(ValidationFailed):
        UrlRules(secure=True, reachable=Reachable()).check(url)


async def test_a_silent_receiver_times_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sami.outgoing.sending.TOTAL_SECONDS", 0.05)
    async with Receiver.listening("127.0.0.2") as silent, Sender.open(PUBLIC) as sender:
        silent.reply = lambda _: None
        assert (await sender.post(f"http://127.0.0.2:{silent.port}/", "{}", {})).error == "timed_out"


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("begin", "repeated", "result"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x", (200, None)),
        (CHUNKED, b"1\r\nx\r\n", (200, None)),
        (CHUNKED, b"1;%b\r\nx\r\n" % (b"x" * 8_000), (200, None)),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n", (None, "not_http")),
        (b"HTTP/1.1 200 OK\r\n", b"a: b\r\n", (None, "not_http")),
    ],
)
async def test_an_endless_response_is_cut_off(
    begin: bytes, repeated: bytes, result: tuple[int | None, str | None]
) -> None:
    written = 0

    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal written
        await reader.readuntil(b"\r\n\r\n")
        writer.write(begin)
        try:
            while written < 64 * 1024 * 1024:
                writer.write(repeated * (65_536 // len(repeated)))
                await writer.drain()
                written += 65_536
        except ConnectionError:
            pass
        writer.close()

    server = await asyncio.start_server(flood, "127.0.0.2", 0)
    async with Sender.open(PUBLIC) as sender:
        sent = await sender.post(f"http://127.0.0.2:{server.sockets[0].getsockname()[1]}/", "{}", {})
    server.close()
    assert (sent.status, sent.error) == result
    assert written < 16 * 1024 * 1024, "no more than the system's buffers take"


async def test_names_with_silent_servers_do_not_block_other_look_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look-up occupies a thread until it is answered."""
    answer, asked = threading.Event(), list[str]()

    def look_up(host: str, port: int, *_: object, **__: object) -> object:
        asked.append(host)
        if host != "good.example.com":
            answer.wait()
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.2", port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    async with Receiver.listening("127.0.0.2") as public, Sender.open(PUBLIC) as sender:
        port = public.port
        hosts = [f"{number % 50}.example.com" for number in range(90)]
        waiting = [asyncio.create_task(sender.post(f"http://{host}:{port}/", "{}", {})) for host in hosts]
        while len(asked) < 5:
            await asyncio.sleep(0)
        try:
            sent = await sender.post(f"http://good.example.com:{port}/", "{}", {})
        finally:
            answer.set()
        assert sent.status == 204
        assert {(await each).status for each in waiting} == {204}
        assert len(asked) == len(set(asked)) == 51, "each name once, however many calls need it"
