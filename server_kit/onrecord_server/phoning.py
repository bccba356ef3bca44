"""``onrecord phone``: a provider of texts on this machine with the screen of a phone, for development."""

import argparse
import os
import secrets
import sys
from typing import Final
from urllib.parse import urlencode

from onrecord.errors import UsageError
from onrecord_server.commands import run_app
from onrecord_server.core.outside import HERE
from onrecord_server.sms.phone.app import Phone


_INBOUND: Final = (
    "where what is written on it goes: the mount with the hook of your account, "
    "http://127.0.0.1:8000/chat/sms/hooks/…"
)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``phone``; it sets ``run(arguments) -> int``."""
    said = "a phone to text with from this machine, for development"
    parser = subparsers.add_parser("phone", help=said)
    parser.add_argument("--inbound", default="", metavar="URL", help=_INBOUND)
    parser.add_argument("--number", default="", help="which number the phone has, as +49…")
    parser.add_argument("--desk", default="", help="which number it writes to")
    for name in ("key", "secret"):
        usual = f"the {name} of your account (default: ${_variable(name)}, or a new one)"
        parser.add_argument(f"--{name}", help=usual)
    parser.add_argument(
        "--host", default="127.0.0.1", help="loopback, and nothing else (%(default)s)"
    )
    parser.add_argument("--port", type=int, default=8001, help="(%(default)s)")
    parser.set_defaults(run=_phone)


def _phone(arguments: argparse.Namespace) -> int:
    if arguments.host not in HERE:
        raise UsageError("the phone listens on this machine alone: --host 127.0.0.1")
    key, secret = (_kept(arguments, name) for name in ("key", "secret"))
    phone = Phone(key=key, secret=secret, inbound=arguments.inbound)
    base = f"http://{_named(arguments.host)}:{arguments.port}"
    _say(f"the phone is at {screen(base, arguments.number, arguments.desk)}")
    _say(f"its account:    settings base={base}    secrets key={key} secret={secret}")
    if not arguments.inbound:
        _say("what is written on it reaches nobody yet: say --inbound URL")
    try:
        run_app(phone, arguments.host, arguments.port)
    finally:
        phone.stop()
    return 0


def _variable(name: str) -> str:
    return f"ONRECORD_PHONE_{name.upper()}"


def _kept(arguments: argparse.Namespace, name: str) -> str:
    """Return what an account and its provider both know; a new one where nobody said it."""
    given = getattr(arguments, name) or os.environ.get(_variable(name))
    return given or secrets.token_urlsafe(24)


def screen(base: str, number: str = "", desk: str = "") -> str:
    """Return where the screen of a phone is that has a number, and writes to one."""
    said = {name: value for name, value in (("number", number), ("desk", desk)) if value}
    return f"{base}/" + (f"?{urlencode(said)}" if said else "")


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
