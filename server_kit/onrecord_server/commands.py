"""The commands of ``onrecord`` that the record does not bring itself."""

import argparse
import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from onrecord.asyncapi import asyncapi_document
from onrecord.errors import OnRecordError, UsageError
from onrecord.openapi import openapi_document
from onrecord_server import migrate as migrations
from onrecord_server.app import OnRecord
from onrecord_server.core.database import Database
from onrecord_server.encryption.keyring import with_keys
from onrecord_server.encryption.providers import provider_of_environment


Command = Callable[[argparse.Namespace], int]


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``migrate``, ``serve``, ``openapi`` and ``demo``."""
    _add(subparsers, "migrate", _migrate, "bring the tables up to date", _migrate_options)
    _add(subparsers, "serve", _serve, "serve a chat alone, for hosts without ASGI", _serve_options)
    _add(subparsers, "openapi", _openapi, "print the description of the API", _openapi_options)
    _add(subparsers, "demo", _demo, "try the chat on this machine, with demo people", _demo_options)


def _add(
    subparsers: Any, name: str, run: Command, text: str, options: Callable[[Any], None]
) -> None:
    parser = subparsers.add_parser(name, help=text)
    options(parser)
    parser.set_defaults(run=run)


@contextmanager
def database_of(arguments: argparse.Namespace) -> Iterator[Database]:
    """Give the database that the command line or ``ONRECORD_DATABASE`` names."""
    url = arguments.database or os.environ.get("ONRECORD_DATABASE")
    if not url:
        raise UsageError("name the database: --database sqlite:///chat.db, or ONRECORD_DATABASE")
    database = with_keys(Database(url, arguments.schema), provider_of_environment())
    try:
        yield database
    finally:
        database.dispose()


def database_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--database`` and ``--schema``, for `database_of`."""
    parser.add_argument("--database", help="SQLAlchemy URL (default: $ONRECORD_DATABASE)")
    parser.add_argument("--schema", help="schema of our tables (PostgreSQL)")


def _say(*lines: str) -> int:
    sys.stdout.write("".join(line + "\n" for line in lines))
    return 0


# -- migrate ---------------------------------------------------------------------------------------


_VERBS = "upgrade (the default); check ends with 1 where an upgrade is due; sql prints it"


def _migrate_options(parser: argparse.ArgumentParser) -> None:
    database_options(parser)
    verbs = ("upgrade", "current", "check", "sql")
    parser.add_argument("verb", nargs="?", choices=verbs, default="upgrade", help=_VERBS)


def _migrate(arguments: argparse.Namespace) -> int:
    with database_of(arguments) as database:
        return _migrated(arguments, database)


def _migrated(arguments: argparse.Namespace, database: Database) -> int:
    if arguments.verb == "sql":
        return _say(migrations.sql(database))
    if arguments.verb == "upgrade":
        return _say(f"at {migrations.migrate(database)}")
    found = migrations.current(database)
    if arguments.verb == "current":
        return _say(found or "nothing was migrated yet")
    _say(f"at {found or 'nothing'}, wanted {migrations.head()}")
    return 0 if found == migrations.head() else 1


# -- serve, demo -----------------------------------------------------------------------------------


def _serve_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("app", help="where your OnRecord is: module:name, such as myapp.chat:chat")
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="(%(default)s)")


def _serve(arguments: argparse.Namespace) -> int:
    chat = load(arguments.app)
    run_app(chat.asgi, arguments.host, arguments.port)
    return 0


def load(place: str) -> OnRecord:
    """Return the ``OnRecord`` at ``module:name``. Raises ``UsageError``."""
    module, _, name = place.partition(":")
    sys.path.insert(0, "")
    try:
        found = getattr(importlib.import_module(module), name or "chat")
    except (ImportError, AttributeError) as error:
        raise UsageError(f"there is no {place}: {error}") from error
    if not isinstance(found, OnRecord):
        raise UsageError(f"{place} is no OnRecord")
    return found


def run_app(app: Any, host: str, port: int) -> None:
    """Serve an ASGI app until it is told to end. Raises ``UsageError`` where uvicorn is not installed."""
    try:
        import uvicorn
    except ImportError:
        raise UsageError('this needs uvicorn: pip install "onrecord[serve]"') from None
    uvicorn.run(app, host=host, port=port, ws="websockets-sansio", ws_per_message_deflate=False)


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="(%(default)s)")
    database = "sqlite:///onrecord-demo.db"
    parser.add_argument("--database", default=database, help="SQLAlchemy URL (%(default)s)")


def _demo(arguments: argparse.Namespace) -> int:
    from onrecord_server.demo import demo_app

    _say(f"open http://127.0.0.1:{arguments.port}/ and choose who you are")
    run_app(demo_app(arguments.database), "127.0.0.1", arguments.port)
    return 0


# -- openapi ---------------------------------------------------------------------------------------


def _openapi_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--socket", action="store_true", help="the socket's AsyncAPI instead")


def _openapi(arguments: argparse.Namespace) -> int:
    document = asyncapi_document() if arguments.socket else openapi_document()
    return _say(json.dumps(document, indent=2, ensure_ascii=False))


def guarded(run: Command, arguments: argparse.Namespace) -> int:
    """Run a command; what we refuse on purpose becomes one line and the status 2."""
    try:
        return run(arguments)
    except OnRecordError as error:
        sys.stderr.write(f"onrecord: {error}\n")
        return 2
