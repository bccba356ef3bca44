"""Lists of words in force, ready to look through texts; compiled once per process and version."""

import logging
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from onrecord.wire.lexicon_document import LexiconDocument
from onrecord_server.core.unit import Unit
from onrecord_server.moderation import documents, rules, standing
from onrecord_server.moderation.matching import Hit, Lexicon
from onrecord_server.moderation.standing import Standing


logger = logging.getLogger("onrecord.moderation")

#: Terms of lists that a process keeps ready; the list that was asked for longest ago goes first.
MOST_TERMS: Final = 500_000
#: What a list weighs besides its terms, and what each expression does.
_WEIGHT: Final = 100
_Key = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A version in force: its number, its hash, and the list ready to look through texts."""

    name: str
    version: int
    hash: str
    lexicon: Lexicon

    @property
    def is_advice(self) -> bool:
        """Say whether it is for the author alone."""
        return self.lexicon.document.purpose == "advice"

    def find(self, text: str) -> list[Hit]:
        """Return the hits of a text; advice judges nobody, so of advice there are none.

        Raises ``TooManyPlaces``: who judges holds the text.
        """
        return [] if self.is_advice else self.lexicon.find(text)


class _Kept:
    """What was compiled lately, for all threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: OrderedDict[_Key, Compiled] = OrderedDict()

    def get(self, key: _Key) -> Compiled | None:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def put(self, key: _Key, found: Compiled) -> Compiled:
        with self._lock:
            self._found[key] = found
            while len(self._found) > 1 and self._weight() > MOST_TERMS:
                self._found.popitem(last=False)
        return found

    def _weight(self) -> int:
        documents_kept = (one.lexicon.document for one in self._found.values())
        return sum(_WEIGHT * (1 + len(one.expressions)) + len(one.terms) for one in documents_kept)


_KEPT: Final = _Kept()


def lexicon(unit: Unit, tenant: str, name: str) -> Compiled | None:
    """Return the list of a name that is in force; ``None`` where there is none that can be used.

    Who judges by a list that is not to be had holds the text.
    """
    found = standing.in_force(unit, tenant).get(name)
    return None if found is None else _of(unit, tenant, found)


def _of(unit: Unit, tenant: str, found: Standing) -> Compiled | None:
    key = (tenant, found.name, found.version, found.hash)
    known = _KEPT.get(key)
    if known is not None:
        return known
    try:
        return _KEPT.put(key, _compile(found, documents.document(unit, tenant, found.content_id)))
    except (LookupError, ValueError):
        logger.exception("the list %s of %s cannot be used: texts are held", found.name, tenant)
        return None


def _compile(found: Standing, document: LexiconDocument) -> Compiled:
    if rules.lexicon_hash(document) != found.hash:
        raise ValueError("its document is not the one that was approved")
    return Compiled(found.name, found.version, found.hash, Lexicon(document))
