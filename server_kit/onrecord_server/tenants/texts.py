"""Which words of ours a tenant may put its own in place of. Pure.

The list is closed. What the chat says of the record, of the policy and of who may read is on no such
list: a tenant that could say it otherwise could say what is not so.
"""

from collections.abc import Iterator
from typing import Final

from onrecord.wire.scalars import clean_line
from onrecord.wire.tenants import Branding


_WORD: Final = 40
_LINE: Final = 80
_TEXT: Final = 300

#: Key of the widgets' catalogue → characters of what may stand in its place.
TEXTS: Final[dict[str, int]] = {
    "chat.choose": _LINE,
    "chat.choose_next": _TEXT,
    "list.empty": _LINE,
    "list.empty_next": _TEXT,
    "list.help": _WORD,
    "list.home": _WORD,
    "list.label": _WORD,
    "list.new": _WORD,
    "list.section_channel": _WORD,
    "list.section_direct": _WORD,
    "list.section_group": _WORD,
    "list.spaces": _WORD,
    "composer.write_here": _LINE,
    "space.title": _WORD,
    "spaces.find": _WORD,
    "founding.space": _WORD,
    "founding.channel": _WORD,
    "starter.space": _WORD,
    "starter.channel": _WORD,
    "starter.announcement": _WORD,
    "privacy.title": _WORD,
    "admin.title": _WORD,
}


#: A product's name stands in headings, in tabs and on phones.
LONGEST_NAME: Final = 60


def fault_of_name(name: str) -> str | None:
    """Return what is wrong with the name of a product, or nothing."""
    if not name.strip():
        return "The product needs a name."
    if len(name) > LONGEST_NAME:
        return f"A product's name has {LONGEST_NAME} characters at most; this one has {len(name)}."
    return None


def faults(branding: Branding) -> list[tuple[str, str]]:
    """List the texts that cannot be taken, each as its locale and key, and what is wrong with it."""
    return [
        (f"{locale}/{key}", fault)
        for locale, texts in branding.texts.items()
        for key, text in texts.items()
        for fault in _faults(key, text)
    ]


def _faults(key: str, text: str) -> Iterator[str]:
    if key not in TEXTS:
        yield "is no text that a tenant may replace; the guide of the branding lists them"
        return
    if len(text) > TEXTS[key]:
        yield f"has {len(text)} characters; at most {TEXTS[key]} fit there"
    try:
        clean = clean_line(text)
    except ValueError as error:
        yield str(error)
    else:
        if not clean:
            yield "is empty: leave it out, and ours stands there"


def replaceable(branding: Branding) -> Branding:
    """Return a branding with those of its texts alone that may be replaced.

    One from before the list, or from the host's code, may have others.
    """
    bad = {place for place, _ in faults(branding)}
    if not bad:
        return branding
    kept = {
        locale: {key: text for key, text in texts.items() if f"{locale}/{key}" not in bad}
        for locale, texts in branding.texts.items()
    }
    return branding.model_copy(update={"texts": kept})
