"""A small reverse proxy such as JupyterHub has: pages under a path of its own, passed on to a port of this computer."""

import asyncio
from contextlib import contextmanager
from threading import Thread

SECONDS = 10
LOST = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Proxy:
    """Passes on what is asked under ``path``; everything else is not found.

    ``strips`` takes the path off, as ``jupyter-server-proxy`` does, where the hub's services get it whole. The name by which
    the proxy was asked is not passed on, so that only what the workshop was told of its address can help it.
    """

    def __init__(self, path, *, strips, client):
        self.path, self.strips, self.client, self.target, self.asked = path, strips, client, 0, []
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        begun = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop)
        self._server = begun.result(SECONDS)
        self.port = self._server.sockets[0].getsockname()[1]

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}{self.path}/"

    def _passed(self, head):
        """The head of a request as it is passed on, or nothing where it is not ours to pass on."""
        first, *rest = head.decode("latin-1").rstrip("\r\n").split("\r\n")
        method, url, version = first.split(" ")
        self.asked.append(url)
        if not url.startswith(self.path):
            return b""
        url = (url[len(self.path) :] or "/") if self.strips else url
        upgrade = any(line.lower().startswith("upgrade:") for line in rest)
        dropped = ("host:",) if upgrade else ("host:", "connection:")
        kept = [line for line in rest if not line.lower().startswith(dropped)]
        own = [f"Host: 127.0.0.1:{self.target}", f"X-Forwarded-For: {self.client}"]
        # One request on a line, or the next one would pass as it came.
        own += [] if upgrade else ["Connection: close"]
        return "\r\n".join([f"{method} {url} {version}", *kept, *own, "", ""]).encode("latin-1")

    async def _serve(self, reader, writer):
        try:
            head = self._passed(await reader.readuntil(b"\r\n\r\n"))
            if not head:
                writer.write(LOST)
                await writer.drain()
                return
            there, to = await asyncio.open_connection("127.0.0.1", self.target)
            to.write(head)
            await asyncio.gather(_pump(reader, to), _pump(there, writer))
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    def close(self):
        async def finish():
            self._server.close()
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for each in others:
                each.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(finish(), self._loop).result(SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS)
        self._loop.close()


async def _pump(reader, writer):
    try:
        while part := await reader.read(65536):
            writer.write(part)
            await writer.drain()
    finally:
        writer.close()


@contextmanager
def proxy(path, *, strips=True, client="203.0.113.7"):
    """Run a proxy; its ``target`` is set once the port is known."""
    made = Proxy(path, strips=strips, client=client)
    try:
        yield made
    finally:
        made.close()
