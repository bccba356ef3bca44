"""`onrecord policies`: look at a policy in a file, bring it to a tenant as a draft, or have one as YAML."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from onrecord.client import Actor
from onrecord.errors import UsageError
from onrecord.wire.policy_document import PolicyDocument
from onrecord.wire.policy_sources import PolicySource
from onrecord_server.commands import load
from onrecord_server.policy import sources, starting
from onrecord_server.policy.plain_yaml import NotPlain


_VERBS = "check says what is wrong, and where; put writes a draft; get prints a version; start one of ours"
_WHAT = "check, put: a file, YAML or JSON; get: a number; start: " + ", ".join(starting.STARTS)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``policies``; it sets ``run(arguments) -> int``."""
    text = "look at a policy in a file, bring it to a tenant as a draft, or have one as YAML"
    parser = subparsers.add_parser("policies", help=text)
    parser.add_argument("verb", choices=("check", "put", "get", "start"), help=_VERBS)
    parser.add_argument("what", help=_WHAT)
    parser.add_argument("--app", help="put, get: your OnRecord, such as myapp.chat:chat")
    parser.add_argument("--tenant", help="put, get: whose policy it is")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.verb == "start":
        return _start(arguments.what)
    if arguments.verb == "get":
        return _get(arguments)
    found = _read(Path(arguments.what))
    if found.document is None or found.faults:
        return _say(1, *(f"line {one.line}: {one.pointer}: {one.detail}" for one in found.faults))
    if arguments.verb == "put":
        return _put(arguments, found.document)
    return _say(0, f"{found.document.texts['en'].title}: {found.hash}")


def _read(file: Path) -> PolicySource:
    try:
        return sources.sourced(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, NotPlain) as error:
        raise UsageError(f"{file} is no policy: {error}") from error


def _start(name: str) -> int:
    if name not in starting.STARTS:
        raise UsageError(f"there is no policy {name!r} to start from")
    return _say(0, starting.text(name).rstrip("\n"))


def _put(arguments: argparse.Namespace, document: PolicyDocument) -> int:
    with _host(arguments) as host:
        made = host.policy.draft(document)
    return _say(0, f"version {made.version}, {made.state}", made.hash)


def _get(arguments: argparse.Namespace) -> int:
    if not arguments.what.isdecimal():
        raise UsageError("name a version by its number")
    with _host(arguments) as host:
        found = host.policy.version(int(arguments.what), form="yaml")
    return _say(0, str(found.source).rstrip("\n"))


@contextmanager
def _host(arguments: argparse.Namespace) -> Iterator[Actor]:
    if not (arguments.app and arguments.tenant):
        raise UsageError("name your OnRecord and the tenant: --app myapp.chat:chat --tenant acme")
    with closing(load(arguments.app)) as chat, chat.acting_as(arguments.tenant) as host:
        yield host


def _say(status: int, *lines: str) -> int:
    sys.stdout.write("".join(line + "\n" for line in lines))
    return status
