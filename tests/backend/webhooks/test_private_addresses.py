"""Forty ways, and some, to say a private address: none is connected to.

A real listener stands on this machine, on all of its addresses, and sees what connects. All that is to be refused names
its port.
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
from sami.outgoing.targets import Rules
from tests.fixtures.receiver import Receiver

#: What a URL says by itself; `{port}` is the listener's.
SAID = (
    # IPv4's forms, as inet_aton reads them.
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
    # The same in other letters.
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
    # Who a URL seems to be of, and is not.
    "http://example.com@127.0.0.1:{port}/",
    "http://example.com:443@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@example.com/",
    "http://127.0.0.1:{port}\\@example.com/",
    # Networks that are nobody's, or somebody's own.
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
    # Names that the system itself knows.
    "http://localhost:{port}/",
    "http://LOCALHOST.:{port}/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/",
)

#: What a name may lead to, as the DNS answers.
LED_TO: tuple[tuple[str, ...], ...] = (
    ("127.0.0.1",),
    ("::1",),
    ("::ffff:127.0.0.1",),
    ("169.254.169.254",),
    ("10.0.0.1",),
    ("fe80::1%lo",),
    # Behind a good one, in case only the first is asked; and before it, in case the first one is.
    ("127.0.0.2", "127.0.0.1"),
    ("127.0.0.1", "127.0.0.2"),
    ("127.0.0.2", "::1"),
    (),
)

#: Stands for the public internet, which tests don't call.
PUBLIC = Reachable([IPv4Network("127.0.0.2/32")])


@asynccontextmanager
async def nobody_connects() -> AsyncIterator[int]:
    """The port on which, by the end of the block, nobody has connected to us."""
    async with AsyncExitStack() as stack:
        anywhere = [await stack.enter_async_context(Receiver.listening("0.0.0.0"))]  # noqa: S104 - so that it sees all
        if has_ipv6():
            anywhere.append(await stack.enter_async_context(Receiver.listening("::", anywhere[0].port)))
        yield anywhere[0].port
        assert [receiver.connections for receiver in anywhere] == [0] * len(anywhere)


def has_ipv6() -> bool:
    with socket.socket(socket.AF_INET6) as probe:
        return probe.connect_ex(("::1", 9)) != errno.EADDRNOTAVAIL


def answering(*answers: Sequence[str]) -> Resolve:
    """A resolver that gives these answers, one each time it is asked."""
    left = iter(answers)

    async def resolve(_: str, __: int) -> Sequence[Address]:
        return [ip_address(text) for text in next(left)]

    return resolve


@pytest.mark.parametrize("url", SAID)
async def test_a_url_that_says_a_private_address_is_refused_when_made_and_not_connected_to(url: str) -> None:
    rules = Rules(secure=False, reachable=Reachable())
    async with nobody_connects() as port, Sender.open(rules.reachable) as sender:
        with pytest.raises(ValidationFailed) as refused:
            rules.check(url.format(port=port))
        assert [error.pointer for error in refused.value.errors] == ["/url"]
        sent = await sender.post(url.format(port=port), "{}", {})
        # Not every machine knows each of these names.
        assert (sent.status, sent.error) in ((None, "not_reachable"), (None, "not_a_url"), (None, "unknown_host"))


@pytest.mark.parametrize("addresses", LED_TO, ids=", ".join)
async def test_a_name_that_leads_to_a_private_address_is_not_connected_to(addresses: tuple[str, ...]) -> None:
    async with nobody_connects() as port, Sender.open(PUBLIC, resolve=answering(addresses)) as sender:
        sent = await sender.post(f"http://hooks.example.com:{port}/", "{}", {})
        assert (sent.status, sent.error) == (None, "not_reachable")


async def test_a_name_that_leads_elsewhere_the_next_time_is_looked_up_once_for_each_connection() -> None:
    """DNS rebinding: good when it is checked, bad when it is connected to. Here these are one."""
    async with (
        Receiver.listening("127.0.0.2") as public,
        Receiver.listening("127.0.0.1", public.port) as private,
        Sender.open(PUBLIC, resolve=answering(["127.0.0.2"], ["127.0.0.1"])) as sender,
    ):
        public.answer = lambda _: (204, {"Connection": "close"})
        url = f"http://hooks.example.com:{public.port}/"
        first, second = await sender.post(url, "{}", {}), await sender.post(url, "{}", {})
        assert (first.status, second.error) == (204, "not_reachable")
        assert (public.connections, private.connections) == (1, 0)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_to_a_private_address_is_a_failure_and_not_followed(status: int) -> None:
    async with (
        Receiver.listening("127.0.0.2") as public,
        Receiver.listening("127.0.0.1") as private,
        Sender.open(PUBLIC) as sender,
    ):
        public.answer = lambda _: (status, {"Location": private.url})
        sent = await sender.post(f"http://127.0.0.2:{public.port}/", "{}", {})
        assert (sent.status, sent.succeeded) == (status, False)
        assert private.connections == 0


async def test_a_url_taken_in_development_is_not_called_without_tls_in_production() -> None:
    async with Receiver.listening("127.0.0.2") as public, Sender.open(PUBLIC, secure=True) as sender:
        sent = await sender.post(f"http://127.0.0.2:{public.port}/", "{}", {})
        assert (sent.error, public.connections) == ("not_https", 0)


async def test_neither_proxies_nor_cookies_nor_compression_come_from_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    async with (
        Receiver.listening("127.0.0.2") as public,
        Receiver.listening("127.0.0.1") as proxy,
        Sender.open(PUBLIC) as sender,
    ):
        for variable in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
        public.answer = lambda _: (200, {"Set-Cookie": "a=b", "Content-Encoding": "gzip"})
        url = f"http://127.0.0.2:{public.port}/"
        assert [(await sender.post(url, "{}", {})).status for _ in range(2)] == [200, 200]
        assert {"cookie", "authorization"}.isdisjoint(public.received[1].headers)
        assert public.received[1].headers["accept-encoding"] == "identity"
        assert proxy.connections == 0


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::808:808", "2a00:1450::1"])
def test_what_is_public_is_reachable(address: str) -> None:
    assert ip_address(address) in Reachable()


def test_an_operator_may_allow_a_network_and_opens_no_other() -> None:
    allowed = Reachable([IPv4Network("10.20.0.0/16")])
    assert IPv4Address("10.20.1.1") in allowed
    assert ip_address("::ffff:10.20.1.1") in allowed
    assert IPv4Address("10.21.1.1") not in allowed
    assert IPv4Address("127.0.0.1") not in allowed


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://EXAMPLE.com", "https://example.com/"),
        ("https://hooks.example.com:8443/a b?c=ä", "https://hooks.example.com:8443/a%20b?c=%C3%A4"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
    ],
)
def test_a_good_url_is_kept_as_it_is_called(url: str, said: str) -> None:
    assert Rules(secure=True, reachable=Reachable()).check(url) == said


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
def test_a_url_that_is_not_one_of_the_internet_is_refused(url: str) -> None:
    with pytest.raises(ValidationFailed):
        Rules(secure=True, reachable=Reachable()).check(url)


async def test_who_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sami.outgoing.sending.SECONDS", 0.05)
    async with Receiver.listening("127.0.0.2") as silent, Sender.open(PUBLIC) as sender:
        silent.answer = lambda _: None
        assert (await sender.post(f"http://127.0.0.2:{silent.port}/", "{}", {})).error == "timed_out"


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("begin", "again", "told"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x", (200, None)),
        (CHUNKED, b"1\r\nx\r\n", (200, None)),
        (CHUNKED, b"1;%b\r\nx\r\n" % (b"x" * 8_000), (200, None)),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n", (None, "not_http")),
        (b"HTTP/1.1 200 OK\r\n", b"a: b\r\n", (None, "not_http")),
    ],
)
async def test_who_says_too_much_is_not_listened_to(
    begin: bytes, again: bytes, told: tuple[int | None, str | None]
) -> None:
    said = 0

    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal said
        await reader.readuntil(b"\r\n\r\n")
        writer.write(begin)
        try:
            while said < 64 * 1024 * 1024:
                writer.write(again * (65_536 // len(again)))
                await writer.drain()
                said += 65_536
        except ConnectionError:
            pass
        writer.close()

    server = await asyncio.start_server(flood, "127.0.0.2", 0)
    async with Sender.open(PUBLIC) as sender:
        sent = await sender.post(f"http://127.0.0.2:{server.sockets[0].getsockname()[1]}/", "{}", {})
    server.close()
    assert (sent.status, sent.error) == told
    assert said < 16 * 1024 * 1024, "what the system's own buffers take, and no more"


async def test_names_whose_servers_are_silent_keep_no_other_name_from_being_looked_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On this system a look-up takes a thread, until it is answered."""
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
        assert len(asked) == len(set(asked)) == 51, "each once, however many ask"
