"""A server of the tests' own on loopback, in a thread, gone when the test is."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CERTIFICATE = Path(__file__).parent / "self_signed.pem"
"""A certificate for 127.0.0.1 that nobody trusts, with its key; made for these tests alone."""


@contextmanager
def serving(
    handler: type[BaseHTTPRequestHandler], stopped: threading.Event, *, tls: bool = False
) -> Iterator[str]:
    """Give the address of a server that answers with `handler`; `stopped` is set before it ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http{'s' * tls}://127.0.0.1:{server.server_port}"
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
