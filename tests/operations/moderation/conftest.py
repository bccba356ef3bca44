"""People of every duty, and a short way to put a list of words in force."""

import pytest

from onrecord.wire.lexicon_document import LexiconDocument, Term
from onrecord.wire.lexicons import LexiconVersion
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.unit import Unit
from onrecord_server.moderation import compiled, noise
from onrecord_server.oversight import trials
from tests.operations.policy.conftest import House, clock, house, room


__all__ = ["House", "clock", "house", "room"]


def words(*texts: str, name: str = "lex-1", **more: object) -> LexiconDocument:
    """Return a list of some terms."""
    terms = [Term(text=one) for one in texts]
    return LexiconDocument(name=name, title="List", terms=terms, **more)  # type: ignore[arg-type]


def advice(*texts: str, name: str = "kind", language: str | None = "en") -> LexiconDocument:
    """Return advice about some terms."""
    terms = [Term(text=one, suggest=["another word"]) for one in texts]
    return LexiconDocument(
        name=name, title="Advice", purpose="advice", language=language, terms=terms
    )


def put_in_force(house: House, document: LexiconDocument, by: str = "cora") -> LexiconVersion:
    """Write a version and let somebody approve it."""
    made = house.me("paula").lexicons.put(document)
    return house.me(by).lexicons.approve(made.name, made.version, hash=made.hash)


def ready(house: House, name: str = "lex-1") -> compiled.Compiled | None:
    """Return a list as whoever judges gets it."""
    database = house.room.engines.prepared("acme")
    with database.read() as connection:
        return compiled.lexicon(Unit(connection, Ports(), Hooks(), database.options), "acme", name)


@pytest.fixture
def lexicon() -> LexiconDocument:
    """A short list."""
    return words("off the record", "shred")


@pytest.fixture
def exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts without noise, so that they can be told apart, and whole on a slow machine."""
    monkeypatch.setattr(noise, "SPREAD", 0)
    monkeypatch.setattr(trials, "SECONDS", 60.0)
