"""`onrecord keys`: make, list, rotate and show the keys that sign checkpoints."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from onrecord.proofs import ProofError
from onrecord_server.record.keys import KeyFile, KeyFileError, KeyRing
from onrecord_server.record.notes import cosigning


Command = Callable[[argparse.Namespace], int]
REFUSED: Final = 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `keys` with `new`, `list`, `rotate` and `show`; each sets `run(arguments) -> int`."""
    keys = subparsers.add_parser("keys", help="keys that sign checkpoints of the record")
    actions = keys.add_subparsers(dest="action", required=True)
    for name, run, text in (
        ("new", _new, "make the first key of an origin"),
        ("rotate", _rotate, "add a key to an origin and retire the active one"),
        ("show", _show, "print the public key lines (vkeys) of an origin"),
        ("list", _list, "list all origins and their keys"),
    ):
        parser = actions.add_parser(name, help=text)
        _add_arguments(parser, with_origin=name != "list")
        if name == "show":
            said = "print the line of a cosigner's key: its signatures are of another type"
            parser.add_argument("--cosigner", action="store_true", help=said)
        parser.set_defaults(run=_guarded(run))


def _add_arguments(parser: argparse.ArgumentParser, *, with_origin: bool) -> None:
    if with_origin:
        parser.add_argument("origin", help="name of the log, such as chat.example.com/acme")
    parser.add_argument(
        "--keys",
        type=Path,
        default=os.environ.get("ONRECORD_KEYS", "onrecord-keys"),
        help="folder of the key files (default: $ONRECORD_KEYS or ./onrecord-keys)",
    )


def _guarded(run: Command) -> Command:
    def guarded(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except (KeyFileError, ProofError) as error:
            sys.stderr.write(f"onrecord: {error}\n")
            return REFUSED

    return guarded


def _new(arguments: argparse.Namespace) -> int:
    arguments.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = KeyRing.load(arguments.keys).new(arguments.origin, _now())
    return _print(made.key.verifier.vkey)


def _rotate(arguments: argparse.Namespace) -> int:
    made, statement = KeyRing.load(arguments.keys).rotate(arguments.origin, _now())
    return _print(made.key.verifier.vkey, "", statement.to_text().rstrip("\n"))


def _show(arguments: argparse.Namespace) -> int:
    ring = KeyRing.load(arguments.keys)
    active = ring.active(arguments.origin)
    if arguments.cosigner:
        return _print(cosigning(active).verifier.vkey)
    return _print(*(key.vkey for key in ring.verifiers(arguments.origin)))


def _list(arguments: argparse.Namespace) -> int:
    ring = KeyRing.load(arguments.keys)
    for origin in ring.origins():
        *retired, active = ring.files(origin)
        _print(*(_line(item, "retired") for item in retired), _line(active, "active"))
    return 0


def _line(item: KeyFile, state: str) -> str:
    return f"{item.origin}\t{state}\t{item.key.verifier.key_id.hex()}\t{item.created}\t{item.path}"


def _print(*lines: str) -> int:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
