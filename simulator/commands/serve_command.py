"""Start the web app on this machine; Ctrl-C ends it, and every call is kept."""

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--host", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (default 7860)")


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from simulator.errors import UsageError
    from simulator.settings import load_settings
    from simulator.web.server import serve

    given = {name: getattr(args, name) for name in ("host", "port")}
    wanted = {name: value for name, value in given.items() if value is not None}
    if not 1 <= wanted.get("port", 1) <= 65535:
        raise UsageError(f"{wanted['port']} is no port", "choose one from 1024 to 65535")
    return serve(load_settings().model_copy(update=wanted))
