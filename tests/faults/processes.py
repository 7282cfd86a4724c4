"""The processes of a running service."""

import asyncio
from contextlib import AsyncExitStack

import httpx
import psutil

from tests.fixtures.service import NO_TLS, LiveService


def workers_of(service: LiveService) -> set[psutil.Process]:
    """Returns the processes that serve calls: they listen, unlike the supervisor's other children."""
    return {each for each in psutil.Process(service.process.pid).children() if _listens(each)}


async def kill(service: LiveService, *killed: psutil.Process) -> set[psutil.Process]:
    """Kills these workers, waits until the supervisor has replaced them, and returns the new ones."""
    before = workers_of(service)
    for each in killed:
        each.kill()
    while len(workers := workers_of(service).difference(killed)) < len(before):
        assert service.process.poll() is None, service.log
        await asyncio.sleep(0.05)
    return workers - before


async def response_of(
    worker: psutil.Process, service: LiveService, path: str, headers: dict[str, str]
) -> httpx.Response:
    """Returns this worker's response to a GET. Others may get the call too: the kernel picks who accepts it."""
    while True:
        async with AsyncExitStack() as stack:
            clients = [
                await stack.enter_async_context(httpx.AsyncClient(base_url=service.url, verify=NO_TLS))
                for _ in range(8)
            ]
            responses = await asyncio.gather(*(client.get(path, headers=headers, timeout=60) for client in clients))
            ports = {
                each.raddr.port for each in worker.net_connections("tcp") if each.status == psutil.CONN_ESTABLISHED
            }
            for response in responses:
                if response.extensions["network_stream"].get_extra_info("client_addr")[1] in ports:
                    return response


def _listens(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and bool(process.net_connections("tcp"))
    except psutil.NoSuchProcess:
        return False
