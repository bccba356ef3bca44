"""Named scalars: each constraint of the wire is written once, here."""

import re
import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints


#: Hard ceiling of a message on the wire, in code points; a tenant's limit lies at or below it.
MAX_TEXT: Final = 65_536
MAX_MEMBERS_A_CALL: Final = 500

#: Bidi controls that can make text look like something else (UAX 9; CVE-2021-42574).
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Embeddings and overrides, which no keyboard types; isolates and marks stay allowed in text.
_OVERRIDES = re.compile("[\u202a-\u202e]")
#: Categories of what nobody sees, and fillers that count as letters or signs. What Python does not know
#: yet (Cn) may be an emoji of this year.
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_SHAPELESS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Return the text with LF line ends; raise on control characters and lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (found := _CONTROL.search(text)) is not None:
        raise ValueError(f"holds U+{ord(found.group()):04X}, which is not text")
    if (found := _OVERRIDES.search(text)) is not None:
        raise ValueError(f"holds U+{ord(found.group()):04X}, a bidi override")
    return text


def is_blank(text: str) -> bool:
    """Say whether nothing of a text is to be seen: spaces, and characters without a shape."""
    return all(unicodedata.category(one) in _UNSEEN or one in _SHAPELESS for one in text)


def clean_line(text: str) -> str:
    """Return one trimmed line; raise on line ends, control and bidi control characters."""
    text = clean_text(text).strip()
    if "\n" in text or "\t" in text:
        raise ValueError("must be one line")
    if any(c in _BIDI for c in text):
        raise ValueError("holds a bidi control character")
    return unicodedata.normalize("NFC", text)


_LINK = re.compile(r"(?:https?://[^/?#\\@\s]+(?:[/?#][^\s\\]*)?|/(?![/\\])[^\s\\]*)", re.IGNORECASE)


def clean_link(text: str) -> str:
    """Return a link that leads to the web or to the host's own pages; raise on any other.

    Refused are other schemes, names and passwords before the host, and ``//host``, which browsers
    read as another site.
    """
    if clean_line(text) != text or _LINK.fullmatch(text) is None:
        raise ValueError("must be an http or https address, or a path that begins with one slash")
    return text


#: What Windows takes for a device, whatever comes after the dot.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)


def file_name(text: str) -> str:
    """Return the name of a file, NFC; raise on whatever a file system could take for more."""
    text = clean_line(text)
    if not text or text in {".", ".."}:
        raise ValueError("must be a name")
    if found := set(text) & set('/\\:*?"<>|'):
        raise ValueError(f"holds {min(found)}, which is no part of a name")
    if text.endswith("."):
        raise ValueError("must not end with a dot")
    if _DEVICES.match(text):
        raise ValueError("is the name of a device on some machines")
    if len(text.encode()) > 255:
        raise ValueError("is longer than 255 bytes")
    return text


def each_once(items: list[str]) -> list[str]:
    """Return a list in which nothing is twice; raise where something is."""
    if len(set(items)) != len(items):
        raise ValueError("names something twice")
    return items


def seen_or_empty(text: str) -> str:
    """Return the text; raise where it says something of which nothing is to be seen."""
    return _not_blank(text) if text else text


def _not_blank(text: str) -> str:
    if is_blank(text):
        raise ValueError("must not be blank")
    return text


def _utc(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def format_time(value: datetime) -> str:
    """Return RFC 3339 in UTC with six fractional digits, as ``2026-01-02T03:04:05.678901Z``."""
    return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _no_bool(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("must be an integer")
    return value


ConversationId = Annotated[str, StringConstraints(pattern=r"^cnv_[0-9a-f]{32}$")]
SpaceId = Annotated[str, StringConstraints(pattern=r"^spc_[0-9a-f]{32}$")]
AttachmentId = Annotated[str, StringConstraints(pattern=r"^att_[0-9a-f]{32}$")]
LogoId = Annotated[str, StringConstraints(pattern=r"^lgo_[0-9a-f]{32}$")]
ExportId = Annotated[str, StringConstraints(pattern=r"^exp_[0-9a-f]{32}$")]
MessageId = Annotated[str, StringConstraints(pattern=r"^msg_[0-9a-f]{32}$")]
HitId = Annotated[str, StringConstraints(pattern=r"^hit_[0-9a-f]{32}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
#: A name without a path: no separators, no control or bidi characters, at most 255 bytes.
FileName = Annotated[str, Field(strict=True, max_length=255), AfterValidator(file_name)]
AltText = Annotated[
    str, Field(strict=True, max_length=1000), AfterValidator(clean_text), AfterValidator(_not_blank)
]
#: The host's own immutable id of a person: 1 to 128 visible characters.
PersonId = Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f\x7f-\x9f<>]{1,128}$")]
TenantName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,62}$")]
#: The sender's own key for one message; scope: tenant and sender, for ever (contract P2).
ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]
#: What a conversation is about in the host's words, such as ``order:1234``.
Subject = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}:[A-Za-z0-9_.:/-]{1,120}$")
]
#: What is meant as one emoji; the server decides which are.
Emoji = Annotated[str, Field(strict=True, min_length=1, max_length=40), AfterValidator(clean_text)]
#: Where a card or an action leads: an ``http(s)`` address, or a path on the host's own origin.
Link = Annotated[str, Field(strict=True, min_length=1, max_length=2000), AfterValidator(clean_link)]
MessageText = Annotated[
    str,
    Field(strict=True, min_length=1, max_length=MAX_TEXT),
    AfterValidator(clean_text),
    AfterValidator(_not_blank),
]
#: The same, where a message may consist of files alone.
CaptionText = Annotated[str, Field(strict=True, max_length=MAX_TEXT), AfterValidator(clean_text)]
Title = Annotated[
    str,
    Field(strict=True, max_length=200),
    AfterValidator(clean_line),
    AfterValidator(seen_or_empty),
]
PersonName = Annotated[str, Field(strict=True, max_length=200), AfterValidator(clean_line)]
Role = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_:-]{0,39}$")]
AttributeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
AttributeValue = Annotated[str, Field(max_length=200), AfterValidator(clean_line)]
Position = Annotated[int, BeforeValidator(_no_bool), Field(ge=-1, le=2**53 - 1)]
#: The number of a version, from 1.
Version = Annotated[int, BeforeValidator(_no_bool), Field(ge=1, le=2**31 - 1)]
PageSize = Annotated[int, Field(ge=1, le=200)]
Cursor = Annotated[str, Field(min_length=1, max_length=3000)]
Timestamp = Annotated[
    datetime, AfterValidator(_utc), PlainSerializer(format_time, return_type=str, when_used="json")
]
#: ``external`` is with somebody outside, by text message.
ConversationKind = Literal["direct", "group", "channel", "announcement", "external"]
#: Who may begin a message: all members, or moderators and owners only.
Posting = Literal["everybody", "moderators"]
#: Who may name everybody at once.
WideMentions = Literal["everybody", "moderators"]
#: How one becomes a member of a channel: as a member of its space, by one's own choice, or invited.
Joining = Literal["everybody", "free", "invited"]
#: What of a conversation a person wants to hear of.
Level = Literal["all", "mentions", "none"]
#: A mention of everybody; ``here`` notifies only who has a page open.
Wide = Literal["channel", "here"]
Priority = Literal["normal", "important", "urgent"]
MemberRole = Literal["owner", "moderator", "member"]
