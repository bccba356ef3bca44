"""`onrecord lexicons`: look at a list of words in a file, or bring it to a tenant as a draft."""

import argparse
import json
import sys
from contextlib import closing
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.wire.lexicon_document import LexiconDocument
from onrecord_server.commands import load
from onrecord_server.moderation import present, rules, starting
from onrecord_server.moderation.matching import Lexicon, TooManyPlaces


_VERBS = "check says what is wrong with it, and finds; put writes a draft; start prints one of ours"
_FILE = "YAML or JSON; start: market-abuse, inclusive-en, -de, -es, -fr, off-channel-en or -de"


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``lexicons``; it sets ``run(arguments) -> int``."""
    text = "look at a list of words in a file, or bring it to a tenant as a draft"
    parser = subparsers.add_parser("lexicons", help=text)
    parser.add_argument("verb", choices=("check", "put", "start"), help=_VERBS)
    parser.add_argument("file", help=_FILE)
    parser.add_argument("--text", help="check: say what the list finds in this text")
    parser.add_argument("--app", help="put: your OnRecord as module:name, such as myapp.chat:chat")
    parser.add_argument("--tenant", help="put: whose list it is")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.verb == "start":
        return _start(arguments.file)
    document = _read(Path(arguments.file))
    found = rules.faults(document)
    if found:
        return _say(1, *(f"{one.pointer}: {one.said}" for one in found))
    if arguments.verb == "put":
        return _put(arguments, document)
    counts = f"{len(document.terms)} terms, {len(document.expressions)} expressions"
    return _say(0, f"{document.name}: {counts}, {rules.lexicon_hash(document)}", *_hits(arguments))


def _start(name: str) -> int:
    if name not in starting.STARTS:
        raise UsageError(f"there is no list {name!r} to start from")
    return _say(0, starting.text(name).rstrip("\n"))


def _read(file: Path) -> LexiconDocument:
    try:
        return starting.read(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} is no list of words: {error}") from error


def _hits(arguments: argparse.Namespace) -> list[str]:
    """Return a line for each place that the list finds in the text that was given."""
    if arguments.text is None:
        return []
    try:
        found = Lexicon(_read(Path(arguments.file))).find(arguments.text)
    except TooManyPlaces as error:
        return [f"too much to look at: {error}"]
    return [
        f"{hit.start}-{hit.end} {present.name_of(hit)}: {json.dumps(arguments.text[hit.start : hit.end])}"
        for hit in found
    ]


def _put(arguments: argparse.Namespace, document: LexiconDocument) -> int:
    if not (arguments.app and arguments.tenant):
        raise UsageError("name your OnRecord and the tenant: --app myapp.chat:chat --tenant acme")
    with closing(load(arguments.app)) as chat, chat.acting_as(arguments.tenant) as host:
        made = host.lexicons.put(document)
    said = f"{made.name}: version {made.version}, {made.state}, {made.changed} changes"
    return _say(0, said, made.hash)


def _say(status: int, *lines: str) -> int:
    sys.stdout.write("".join(line + "\n" for line in lines))
    return status
