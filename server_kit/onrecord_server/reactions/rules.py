"""What one emoji is, and what may be reacted with. Pure.

The grammar is that of UTS #51 (possible emoji, ED-9 to ED-20), narrowed to what is drawn as one
picture. The full form is the fully qualified one (ED-18a): a variation selector after every
character that is drawn as text without it.
"""

from collections.abc import Collection
from typing import Final

import regex

from onrecord_server.core.decision import ALLOWED, Decision, denied


#: Pictures joined into one; the longest that people use are families of four.
_JOINED: Final = 3
_ONE: Final = regex.compile(r"\X")
_VARIATION: Final = regex.compile("[\ufe0e\ufe0f]")
_KEYCAP: Final = regex.compile("[0-9#*]\u20e3")
_FLAG: Final = regex.compile(r"\p{Regional_Indicator}{2}")
_REGION: Final = regex.compile(
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
)
_PICTURE: Final = (
    r"(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|[\p{Extended_Pictographic}&&\p{Emoji}])"
)
_PICTURES: Final = regex.compile(rf"{_PICTURE}(?:\u200d{_PICTURE}){{0,{_JOINED}}}", regex.VERSION1)
_AS_TEXT: Final = regex.compile(
    r"([\p{Extended_Pictographic}--\p{Emoji_Presentation}])(?!\p{Emoji_Modifier})", regex.VERSION1
)


def emoji_of(text: str) -> str | None:
    """Return the full form of a text that is one emoji, or ``None`` for any other text."""
    if not _ONE.fullmatch(text):
        return None
    bare: str = _VARIATION.sub("", text)
    if _KEYCAP.fullmatch(bare):
        return f"{bare[0]}\ufe0f\u20e3"
    if _FLAG.fullmatch(bare) or _REGION.fullmatch(bare):
        return bare
    return str(_AS_TEXT.sub("\\1\ufe0f", bare)) if _PICTURES.fullmatch(bare) else None


def may_react_here(state: str) -> Decision:
    """Say whether a message takes reactions."""
    if state != "active":
        return denied("A removed message takes no reactions.")
    return ALLOWED


def may_react(role: str, *, allowed: bool) -> Decision:
    """Say whether a member reacts here; taking one's own back always goes."""
    if allowed or role in ("moderator", "owner"):
        return ALLOWED
    return denied("Reactions are switched off here.")


def may_use(emoji: str, allowed: Collection[str] | None) -> Decision:
    """Say whether a tenant takes an emoji; ``allowed`` are in any form, ``None`` is all."""
    if allowed is not None and emoji not in {emoji_of(one) for one in allowed}:
        return denied("This organisation takes other emoji only.")
    return ALLOWED


def has_room(emoji: str, there: Collection[str], most: int) -> bool:
    """Say whether an emoji may come to those that are there: always, if it is one of them."""
    return emoji in there or len(there) < most
