"""`python -m examples.order_desk`: fill the database once, then serve the desk on loopback."""

import argparse
import secrets
from contextlib import ExitStack
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from examples.order_desk.app import create_app
from examples.order_desk.desk import open_desk
from examples.order_desk.guards import only_free, only_loopback
from examples.order_desk.phone import Line, beside
from examples.order_desk.seed import seed
from examples.order_desk.texting import WRITTEN, ask, open_line


#: Where the phone of customers is, unless something listens there already.
PHONE = 8001


def main() -> None:
    """Start the desk; ends with a message when it is asked to listen beyond this machine."""
    asked = _arguments()
    host = only_loopback(asked.host)
    only_free(host, asked.port)
    database = asked.database or _default(asked.data)
    known = {"filled": not asked.empty, "overseen": not asked.no_policy}
    where = f"http://{host}:{asked.port}"
    with ExitStack() as stack:
        line = stack.enter_context(beside(where, host, _phone(asked))) if _texts(asked) else None
        app = prepare(database, asked.data, line=line, **known)
        print(f"The order desk is open at {where}/", flush=True)
        if line is not None:
            print(f"The phone of a customer is at {line.screen(WRITTEN.number)}", flush=True)
        uvicorn.run(app, host=host, port=asked.port, log_level="warning", ws="websockets-sansio")


def prepare(
    database: str,
    data: Path,
    *,
    filled: bool = True,
    overseen: bool = True,
    line: Line | None = None,
) -> FastAPI:
    """Open the database, fill it unless it is filled already, and return the app."""
    data.mkdir(parents=True, exist_ok=True)
    desk = open_desk(database, data / "keys", overseen=overseen, line=line)
    seed(desk, filled=filled)
    if line is not None and open_line(desk, line):
        ask(line)
    return create_app(desk, _secret(data / "session.key"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The order desk of Fairlight Supply, with chat.")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address; nothing else")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=Path(".demo"), help="folder for what is kept")
    parser.add_argument("--database", help="any SQLAlchemy URL; SQLite in that folder by default")
    parser.add_argument("--empty", action="store_true", help="orders only, no loaded channels")
    parser.add_argument("--no-policy", action="store_true", help="nobody watches over messages")
    said = "where the phone of customers is (8001); --empty has none unless this is given"
    parser.add_argument("--phone", type=int, metavar="PORT", help=said)
    return parser.parse_args()


def _texts(asked: argparse.Namespace) -> bool:
    return asked.phone is not None or not asked.empty


def _phone(asked: argparse.Namespace) -> int:
    """The port of the phone; any free one where that is the desk's."""
    port: int = PHONE if asked.phone is None else asked.phone
    return 0 if port == asked.port else port


def _default(data: Path) -> str:
    return f"sqlite:///{data / 'order_desk.db'}"


def _secret(path: Path) -> str:
    """The key that signs sessions: kept, so that a restart signs nobody out."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return path.read_text()


if __name__ == "__main__":
    main()
