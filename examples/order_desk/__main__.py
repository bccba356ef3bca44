"""`python -m examples.order_desk`: fill the database once, then serve the desk on loopback."""

import argparse
import secrets
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from examples.order_desk.app import create_app
from examples.order_desk.desk import open_desk
from examples.order_desk.guards import only_free, only_loopback
from examples.order_desk.seed import seed


def main() -> None:
    """Start the desk; ends with a message when it is asked to listen beyond this machine."""
    asked = _arguments()
    host = only_loopback(asked.host)
    only_free(host, asked.port)
    database = asked.database or _default(asked.data)
    app = prepare(database, asked.data, filled=not asked.empty, overseen=not asked.no_policy)
    where = f"http://{host}:{asked.port}/"
    print(f"The order desk is open at {where}", flush=True)
    uvicorn.run(app, host=host, port=asked.port, log_level="warning", ws="websockets-sansio")


def prepare(database: str, data: Path, *, filled: bool = True, overseen: bool = True) -> FastAPI:
    """Open the database, fill it unless it is filled already, and return the app."""
    data.mkdir(parents=True, exist_ok=True)
    desk = open_desk(database, data / "keys", overseen=overseen)
    seed(desk, filled=filled)
    return create_app(desk, _secret(data / "session.key"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The order desk of Fairlight Supply, with chat.")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address; nothing else")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=Path(".demo"), help="folder for what is kept")
    parser.add_argument("--database", help="any SQLAlchemy URL; SQLite in that folder by default")
    parser.add_argument("--empty", action="store_true", help="orders only, no loaded channels")
    parser.add_argument("--no-policy", action="store_true", help="nobody watches over messages")
    return parser.parse_args()


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
