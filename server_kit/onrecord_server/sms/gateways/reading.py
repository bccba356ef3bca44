"""What comes from outside, read with care: every value may be missing, of another kind, or rubbish."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from onrecord_server.sms.gateways.base import Status, Unreadable, Unsure, Webhook


#: Bytes that a request has at most: SNS carries 256 KiB, and escapes may double them.
MOST: Final = 524_288
#: The parameter in which our reference comes back where the provider has no field for it.
REFERENCE: Final = "reference"
#: Digits without a plus that are a number and no short code; a country and a subscriber (E.164).
_NUMBER: Final = re.compile(r"[1-9][0-9]{7,14}")
_FIELDS: Final = 1000


class Tree:
    """A value out of JSON that is walked without asking first: what is not there is an empty tree."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __getitem__(self, key: str | int) -> "Tree":
        inside = self.value
        if isinstance(inside, dict) and isinstance(key, str):
            return Tree(inside.get(key))
        if isinstance(inside, list) and isinstance(key, int) and -len(inside) <= key < len(inside):
            return Tree(inside[key])
        return Tree(None)

    @property
    def many(self) -> list["Tree"]:
        """Return its items; none if it is no list."""
        return [Tree(item) for item in self.value] if isinstance(self.value, list) else []

    @property
    def text(self) -> str:
        """Return it as text; empty if it is neither text nor a whole number."""
        value = self.value
        if isinstance(value, str):
            return clean(value)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""

    @property
    def number(self) -> int | None:
        """Return it as a whole number that is not negative, also out of text."""
        return int(self.text) if re.fullmatch(r"[0-9]{1,9}", self.text) else None

    @property
    def needed(self) -> str:
        """Return it as text. Raises ``Unreadable`` if there is none."""
        if not self.text:
            raise Unreadable("something is missing that names a text")
        return self.text


def clean(text: str) -> str:
    """Return a text that every database keeps: halves of characters and NUL are replaced. Raw stays raw."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\x00", "\ufffd")


def tree(body: bytes | str) -> Tree:
    """Read JSON whose top is an object. Raises ``Unreadable``."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("no JSON") from None
    if not isinstance(value, dict):
        raise Unreadable("no object")
    return Tree(value)


def pairs(body: bytes) -> list[tuple[str, str]] | None:
    """Return the fields of a form in order, blank ones too; None if it is no form."""
    try:
        return parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS
        )
    except ValueError:
        return None


def form(webhook: Webhook) -> Tree:
    """Return what a form says, in the body or, of a GET, in the query; the first of each name.

    Raises ``Unreadable``.
    """
    query = webhook.method.upper() == "GET"
    found = pairs(urlsplit(webhook.url).query.encode() if query else webhook.body)
    if not found:
        raise Unreadable("no form")
    return Tree(dict(reversed(found)))


def is_form(webhook: Webhook) -> bool:
    """Say whether the body is a form."""
    kind = webhook.header("content-type").partition(";")[0].strip().lower()
    return kind == "application/x-www-form-urlencoded"


def status(word: str, known: Mapping[str, Status]) -> Status:
    """Return what a provider's word means; a word that we do not know is ``unknown``."""
    return known.get(word.strip().lower(), "unknown")


def begun(word: str, known: Mapping[str, Status]) -> Status:
    """Return the status of a text that was just taken: a word that is missing or new is no end."""
    return known.get(word.strip().lower(), "queued")


def told(said: Tree) -> str:
    """Return the word that an answer has on a text. Raises ``Unsure``: rubbish is no end."""
    if not said.text:
        raise Unsure("an answer that says nothing of the text")
    return said.text


def number(text: str) -> str:
    """Return a number with its plus; short codes and names stay as they are."""
    return f"+{text}" if _NUMBER.fullmatch(text) else text


def moment(text: str) -> datetime | None:
    """Return a time of RFC 3339, in UTC where no zone is said; None for what is none."""
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def mailed(text: str) -> datetime | None:
    """Return a time of RFC 5322; None for what is none."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def since_epoch(seconds: float | None) -> datetime | None:
    """Return the time so many seconds after 1970; None for what no calendar has."""
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


# -- our reference in a URL ------------------------------------------------------------------------


def with_reference(url: str, reference: str) -> str:
    """Return a callback that brings our reference back; empty stays empty."""
    if not url:
        return ""
    parts = urlsplit(url)
    added = urlencode({REFERENCE: reference})
    return urlunsplit(parts._replace(query=f"{parts.query}&{added}" if parts.query else added))


def reference_in(url: str) -> str | None:
    """Return the reference that a callback brings back; None without one, or with two."""
    try:
        found = parse_qs(urlsplit(url).query, max_num_fields=_FIELDS).get(REFERENCE, [])
    except ValueError:
        return None
    return found[0] if len(found) == 1 else None
