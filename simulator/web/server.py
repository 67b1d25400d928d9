"""The server: takes the port, says where it is, and ends without noise."""

import errno
import socket
from contextlib import suppress

from simulator.errors import UsageError
from simulator.settings import Settings
from simulator.web.shield import is_loopback

LARGEST_MESSAGE = 200_000
"""Bytes of a message over a socket; a turn of 20,000 characters stays below it."""
NEXT = 20
"""How many ports further on a free one is looked for, to name it in the remedy."""


def serve(settings: Settings) -> int:
    """Run the web app until it is interrupted.

    Returns:
        0 when it was asked to end.

    Raises:
        UsageError: the port is taken, or the host can't be bound.
    """
    listener = take_port(settings.host, settings.port)
    try:
        return _run(settings, listener)
    finally:
        listener.close()


def _run(settings: Settings, listener: socket.socket) -> int:
    import uvicorn

    from simulator.web.app import create_app

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            _greet(settings)

    config = uvicorn.Config(
        create_app(settings),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
        ws_max_size=LARGEST_MESSAGE,
    )
    # uvicorn hands Ctrl-C on once it has ended cleanly: there is nothing left to do.
    with suppress(KeyboardInterrupt):
        Server(config).run([listener])
    return 0


def _greet(settings: Settings) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"http://{host}:{settings.port}", flush=True)
    if not is_loopback(settings.host):
        print(
            "Warning: anyone who reaches this address can read and take part in every call; "
            "there is no sign-in yet. Use --host 127.0.0.1 to keep it to this machine.",
            flush=True,
        )


def take_port(host: str, port: int) -> socket.socket:
    """Bind the address before anything slow is loaded.

    Raises:
        UsageError: it can't be had; the remedy names a free port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small pieces at once only on sockets that say they are TCP; others wait 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, UnicodeError) as error:
        listener.close()
        raise _refused(host, port, error) from None
    return listener


def _refused(host: str, port: int, error: Exception) -> UsageError:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return UsageError(
            f"port {port} is taken, perhaps by this app itself",
            f"open http://{host}:{port}, or use `simulator serve --port {_free_port(host, port)}`",
        )
    if isinstance(error, OSError) and error.errno == errno.EACCES:
        return UsageError(f"port {port} may not be used here", "choose one above 1023 with --port")
    return UsageError(f"the host {host!r} can't be bound", "use --host 127.0.0.1")


def _free_port(host: str, port: int) -> int:
    for other in range(port + 1, port + NEXT):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
            if trial.connect_ex((host, other)) != 0:
                return other
    return port + NEXT
