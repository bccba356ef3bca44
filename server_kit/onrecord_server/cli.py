"""``onrecord``: one module for each group of commands."""

import argparse
import sys
from collections.abc import Sequence

from onrecord import __version__
from onrecord_server import (
    bundling,
    commands,
    diagnosing,
    drafting,
    encrypting,
    filing,
    importing,
    journaled,
    leaving,
    moving,
    phoning,
    reindexing,
    releasing,
    restoring,
    unsealing,
    verifying,
    wording,
)
from onrecord_server.record import commands as record


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    found = argparse.ArgumentParser(prog="onrecord", description="Chat on the record.")
    found.add_argument("--version", action="version", version=f"onrecord {__version__}")
    subparsers = found.add_subparsers(dest="command", required=True)
    commands.add_parsers(subparsers)
    record.add_parser(subparsers)
    verifying.add_parser(subparsers)
    bundling.add_parser(subparsers)
    unsealing.add_parser(subparsers)
    restoring.add_parser(subparsers)
    releasing.add_parser(subparsers)
    reindexing.add_parser(subparsers)
    filing.add_parser(subparsers)
    wording.add_parser(subparsers)
    drafting.add_parser(subparsers)
    encrypting.add_parser(subparsers)
    importing.add_parser(subparsers)
    journaled.add_parser(subparsers)
    leaving.add_parser(subparsers)
    moving.add_parser(subparsers)
    phoning.add_parser(subparsers)
    diagnosing.add_parser(subparsers)
    return found


def main(given: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 is well, 1 is not, 2 was refused."""
    arguments = parser().parse_args(given)
    return commands.guarded(arguments.run, arguments)


if __name__ == "__main__":
    sys.exit(main())
