"""What no database and no JSON can hold, out of what was read: one mark in its place."""

import re
from dataclasses import replace
from typing import Final

from onrecord_server.imports.formats.base import Item, Said


#: Half of a character, as JSON can name it, and the zero that PostgreSQL refuses.
_BROKEN: Final = re.compile("[\0\ud800-\udfff]")
_MARK: Final = "\ufffd"


def clean(item: Item) -> Item:
    """Return an item whose words can be written down; the file itself has them as they came."""
    if not isinstance(item, Said) or not any(map(_BROKEN.search, _words(item))):
        return item
    return replace(
        item,
        author=_cleaned(item.author),
        text=_cleaned(item.text) or "",
        source_id=_cleaned(item.source_id),
        files=tuple(_BROKEN.sub(_MARK, one) for one in item.files),
        place=_cleaned(item.place) or "",
        name=_cleaned(item.name),
    )


def _words(item: Said) -> list[str]:
    named = (item.author, item.text, item.source_id, item.place, item.name, *item.files)
    return [one for one in named if one]


def _cleaned(text: str | None) -> str | None:
    return None if text is None else _BROKEN.sub(_MARK, text)
