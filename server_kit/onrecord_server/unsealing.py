"""`onrecord unseal`: open an export that was sealed to one's own key, or make such a key."""

import argparse
import base64
import os
import sys
from pathlib import Path

from nacl.public import PrivateKey

from onrecord_server.exports.unseal_bundle import private_key, public_text, unseal


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``unseal``; it sets ``run(arguments) -> int``."""
    parser = subparsers.add_parser("unseal", help="open an export that was sealed to your key")
    parser.add_argument("sealed", type=Path, nargs="?", help="the sealed file")
    parser.add_argument("target", type=Path, nargs="?", help="the new zip")
    parser.add_argument("--key", type=Path, help="the file of your private key")
    parser.add_argument(
        "--new-key", type=Path, help="write a new private key there, and print its public half"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    try:
        said = new_key(arguments.new_key) if arguments.new_key else _opened(arguments)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"onrecord: {error}\n")
        return 2
    sys.stdout.write(f"{said}\n")
    return 0


def new_key(path: Path) -> str:
    """Write a new private key that only its owner reads; return the public one."""
    made = PrivateKey.generate()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(bytes(made)) + b"\n")
    return public_text(made)


def _opened(arguments: argparse.Namespace) -> str:
    if None in (arguments.sealed, arguments.target, arguments.key):
        raise ValueError("say the sealed file, the new zip, and --key; or --new-key alone")
    key = private_key(arguments.key.read_text("ascii"))
    size = unseal(arguments.sealed, arguments.target, key)
    return (
        f"{arguments.target}: {size} bytes. Verify it: python verify_bundle.py {arguments.target}"
    )
