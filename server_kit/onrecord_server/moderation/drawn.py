"""A text as the widgets draw it: the signs of its markup split no word and no number. Pure.

The signs are those of ``widgets/src/core/inline.ts`` and of its blocks. Signs that a widget would draw
after all go too: that finds more, and never less.
"""

import re
from typing import Final

from onrecord_server.moderation.folding import Folded


#: Where there is none of these, there is no markup.
_MAYBE: Final = re.compile(r"[*_~`\\\[>]")
_NEVER: Final = bytes(one for one in range(128) if one not in b"*_~`\\[>")
_SIGN: Final = re.compile(
    r"[*_~`]+|\\(?=[!-/:-@\[-`{-~])|\["
    r"|\]\((?:https?://|mailto:)(?:[^\s()<>]|\([^\s()<>]*\)){1,2000}\)"
    r"|^ {0,3}>[> ]*",
    re.IGNORECASE | re.MULTILINE,
)


def is_drawn_as_written(text: str) -> bool:
    """Say whether a text surely has no markup."""
    if text.isascii():
        return not text.encode().translate(None, _NEVER)
    return _MAYBE.search(text) is None


def drawn(text: str) -> Folded | None:
    """Return a text without the signs of its markup, or ``None`` where there are none."""
    if is_drawn_as_written(text):
        return None
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for sign in _SIGN.finditer(text):
        parts.append(text[done : sign.start()])
        places += range(done, sign.start())
        done = sign.end()
    if done == 0:
        return None
    places += range(done, len(text))
    ends = [place + 1 for place in places]
    return Folded("".join([*parts, text[done:]]), [*places, len(text)], ends)
