"""Ids: UUIDv7 (RFC 9562) behind a prefix that names the noun, such as ``msg_0192…``."""

import os
import re
import time
from typing import Final


__all__ = ["PREFIXES", "is_id", "new_id", "uuid7_hex"]

#: Noun → prefix. The prefix is part of the id in every layer, in the database too.
PREFIXES: Final = {
    "conversation": "cnv",
    "message": "msg",
    "space": "spc",
    "attachment": "att",
    "export": "exp",
    "archive": "arc",
    "import": "ipt",
    "import_request": "irq",
    "grant": "grt",
    "disclosure": "dsc",
    "impersonation": "imp",
    "hit": "hit",
    "sample": "smp",
    "report": "rpt",
    "case": "cas",
    "case_request": "crq",
    "appeal": "apl",
    "notice": "ntc",
    "key": "key",
    "hold": "hld",
    "run": "run",
    "retention_ask": "ask",
    "data_request": "drq",
    "check": "chk",
    "handover": "hnd",
    "sms_account": "sma",
    "sms_sender": "sms",
    "sms_contact": "smc",
    "sms_consent": "sml",
    "sms_text": "smt",
    "sms_hook": "smh",
    "sms_campaign": "smg",
}

_SHAPE = re.compile(r"[a-z]{3}_[0-9a-f]{32}")


def uuid7_hex(milliseconds: int, randomness: bytes) -> str:
    """Return the 32 hex digits of a UUIDv7 from a Unix time and 10 random bytes (RFC 9562, 5.7)."""
    a = int.from_bytes(randomness[:2]) & 0x0FFF
    b = int.from_bytes(randomness[2:10]) & 0x3FFFFFFFFFFFFFFF
    return f"{milliseconds:012x}7{a:03x}{b | 0x8000000000000000:016x}"


def new_id(noun: str) -> str:
    """Return a fresh id for a noun, for example ``new_id("message")``."""
    return f"{PREFIXES[noun]}_{uuid7_hex(time.time_ns() // 1_000_000, os.urandom(10))}"


def is_id(text: str, noun: str) -> bool:
    """Say whether a text has the exact shape of an id of this noun."""
    return text.startswith(PREFIXES[noun] + "_") and _SHAPE.fullmatch(text) is not None
