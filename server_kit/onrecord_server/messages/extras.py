"""What a message says to the person who asks for it: other domains hang themselves on here."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from onrecord_server.core.operation import Tx


#: Gets the documents of messages that the actor may see and sets members of them, as a set.
Enricher = Callable[[Tx, Sequence[dict[str, Any]]], None]
_ENRICHERS: Final[list[Enricher]] = []
_OF_TOMBSTONES: Final[list[Enricher]] = []


def enriches(enricher: Enricher) -> Enricher:
    """Register a function that adds what its domain knows to messages on their way to a reader."""
    _ENRICHERS.append(enricher)
    return enricher


def enriches_tombstones(enricher: Enricher) -> Enricher:
    """Register a function that adds what is known of messages whether they are there or removed."""
    _OF_TOMBSTONES.append(enricher)
    return enricher


def for_reader(person: str, document: dict[str, Any]) -> dict[str, Any]:
    """Keep the ``client_id`` to the author: their client chose it, and nothing has judged it."""
    if document["author"] != person:
        document["client_id"] = None
    return document


def enrich(tx: Tx, documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the documents with everything that the actor is told besides."""
    for document in documents:
        for_reader(tx.actor.person, document)
    shown = [document for document in documents if document["state"] == "active"]
    for enricher in _OF_TOMBSTONES if documents else ():
        enricher(tx, documents)
    for enricher in _ENRICHERS if shown else ():
        enricher(tx, shown)
    return documents
