"""What a list of words would have flagged lately: machinery counts, and no person sees a word."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import QuotaExceeded
from onrecord.wire import lexicons as wire
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.conversations import tags
from onrecord_server.core.doc import Doc, moment
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.rows import contents, entries, heads
from onrecord_server.core.words import WORDS
from onrecord_server.messages.rows import messages
from onrecord_server.moderation import access as lexicon_access
from onrecord_server.moderation import documents
from onrecord_server.moderation.counting import Tally, rounded
from onrecord_server.moderation.matching import Lexicon
from onrecord_server.moderation.noise import Noises
from onrecord_server.oversight import access
from onrecord_server.oversight.sampling.reading import WRITTEN, facts_of
from onrecord_server.oversight.sampling.rules import population
from onrecord_server.tenants.rows import tenants


#: So far back a trial goes, in microseconds: 30 days.
BACK: Final = 30 * 24 * 3_600 * 1_000_000
#: It holds up who writes meanwhile, so it looks at so many messages, characters and entries at most.
MOST: Final = 10_000
MOST_CHARACTERS: Final = 4_000_000
REACH: Final = 200_000
#: And so many seconds, about, whatever it looks for.
SECONDS: Final = 1.0
#: Trials of one person within a day, and a day in microseconds.
A_DAY: Final = 10
DAY: Final = 24 * 3_600 * 1_000_000
TRIED: Final = ("lexicon.tried", "policy.tried")
_AT_ONCE: Final = 500
#: After every time.
LATE: Final = 2**62


class Counts(Protocol):
    """Counts messages that are shown to it one after the other."""

    looked_at: int
    characters: int

    def take(self, author: str, text: str, at: int, /) -> None:
        """Look through one message of a person and a time."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a trial looks through: entries from a position on, and messages from a time on."""

    low: int
    since: int
    end: int
    #: Messages before that time alone.
    until: int = LATE


@implements(endpoints.TRIAL_LEXICON)
def trial_lexicon(tx: Tx, command: wire.TrialLexicon) -> Doc[wire.LexiconTrial]:
    """Count what a version would have flagged of the last 30 whole days."""
    lexicon_access.demand_trial(tx)
    row = lexicon_access.version(tx, command.name, command.version)
    ruling = access.ruling(tx)
    tally = Tally(Lexicon(documents.document(tx.unit, tx.tenant, row.content_id)))
    span = ended(tx)
    allow(tx, span)
    complete = look(tx, ruling.document, span, tally)
    noises = drawn(tx, ruling.version.hash, span)
    _record(tx, row, tally, ruling.version.hash)
    rules = [
        wire.LexiconRuleTrial(kind=rule.kind, rule=rule.name, messages=count)
        for rule, count in tally.rules(noises)
    ]
    return Doc.of(
        wire.LexiconTrial(
            name=row.name,
            version=row.version,
            hash=row.hash,
            since=moment(span.since),
            looked_at=rounded(tally.looked_at),
            complete=complete,
            flagged=tally.flagged(noises),
            rules=rules,
        )
    )


def allow(tx: Tx, span: Span) -> None:
    """Allow one more trial. Raises ``QuotaExceeded`` after so many of a day.

    Noise hides one message in one answer, and less of it in the answer to each further rule.
    """
    query = sa.select(sa.func.count()).where(
        entries.c.tenant == tx.tenant,
        entries.c.type.in_(TRIED),
        entries.c.actor == tx.actor.person,
        entries.c.at > tx.now - DAY,
        entries.c.position >= span.low,
    )
    if tx.execute(query).scalar_one() >= A_DAY:
        said = f"You have counted {A_DAY} times within a day: more would tell of single messages."
        raise QuotaExceeded(said, extra={"quota": "trials"})


def drawn(tx: Tx, policy_hash: str, span: Span) -> Noises:
    """Return the noise of what is counted in whole days: the same for everybody, and however often."""
    return Noises(_key(tx), policy_hash, span.since, span.until)


def daily(tx: Tx, policy_hash: str) -> Noises:
    """Return the noise of single days: it stays the same while the 30 days move on."""
    return Noises(_key(tx), policy_hash)


def _key(tx: Tx) -> bytes:
    """Return the tenant's key of noise; the first count makes it."""
    mine = tenants.c.tenant == tx.tenant
    fresh = sa.update(tenants).where(mine, tenants.c.noise_key.is_(None))
    tx.execute(fresh.values(noise_key=tx.ports.entropy(32)))
    return bytes(tx.execute(sa.select(tenants.c.noise_key).where(mine)).scalar_one())


def ended(tx: Tx) -> Span:
    """Return the last 30 whole days, in UTC: what is counted there is the same until the next midnight.

    A count that grew with each message would tell of it, for its noise is the same.
    """
    span, midnight = lately(tx), tx.now - tx.now % DAY
    return Span(span.low, midnight - BACK, span.end, midnight)


def lately(tx: Tx) -> Span:
    """Return the last 30 days, as far as a trial reaches."""
    query = sa.select(heads.c.position).where(heads.c.tenant == tx.tenant)
    end = int(tx.execute(query).scalar_one())
    return Span(max(0, end - REACH), tx.now - BACK, end)


def covers(tx: Tx, span: Span) -> bool:
    """Say whether the record begins within reach, or the time does."""
    query = sa.select(entries.c.at).where(
        entries.c.tenant == tx.tenant, entries.c.position == span.low
    )
    at = tx.execute(query).scalar()
    return span.low == 0 or (at is not None and at < span.since)


def look(tx: Tx, document: PolicyDocument, span: Span, tally: Counts) -> bool:
    """Look through messages, the newest first; say whether those were all.

    Left out is what a tag protects, whom the document excludes, and what the actor wrote. It ends after
    a while: others wait for the writer meanwhile. Where the clock ends it, it has seen one, two, four, eight
    pages, and so on: each other end would be another answer, and asking again would tell more.
    """
    among, known = population(document, None), dict[str, bool]()
    ends = time.monotonic() + SECONDS
    for seen, page in enumerate(_pages(tx, span)):
        if seen and not seen & (seen - 1) and time.monotonic() > ends:
            return False
        missing = {row.author for row in page} - known.keys()
        known |= {name: among(facts) for name, facts in facts_of(tx, missing).items()}
        for row in page:
            if tally.looked_at >= MOST or tally.characters >= MOST_CHARACTERS:
                return False
            if known.get(row.author, True) and row.author != tx.actor.person:
                text = str(json.loads(row.body).get("text", ""))
                tally.take(row.author, text, row.created_at)
    return covers(tx, span)


def _pages(tx: Tx, span: Span) -> Iterator[list[Any]]:
    """Yield what may be looked at, the newest first."""
    before = span.end
    while True:
        query = _texts(tx, span).where(entries.c.position < before).limit(_AT_ONCE)
        page = list(tx.execute(query))
        if not page:
            return
        yield page
        before = page[-1].position


def _texts(tx: Tx, span: Span) -> sa.Select[Any]:
    """Select the messages of a span as they are now, without those that a tag protects."""
    kept = tags.shielded(
        tx.tenant, messages.c.conversation, messages.c.position, tags.protecting(tx)
    )
    message = sa.and_(messages.c.tenant == entries.c.tenant, messages.c.id == entries.c.object)
    words = sa.and_(contents.c.tenant == messages.c.tenant, contents.c.id == messages.c.content_id)
    return (
        sa.select(entries.c.position, messages.c.author, messages.c.created_at, WORDS)
        .select_from(entries)
        .join(messages, message)
        .join(contents, words)
        .where(
            entries.c.tenant == tx.tenant,
            entries.c.position >= span.low,
            entries.c.type == WRITTEN,
            messages.c.created_at >= span.since,
            messages.c.created_at < span.until,
            messages.c.state == "active",
            contents.c.body.is_not(None),
            ~kept,
        )
        .order_by(entries.c.position.desc())
    )


def _record(tx: Tx, row: Any, tally: Tally, policy_hash: str) -> None:
    """Put on the record who counted, with which list, and how much; what was found stays untold."""
    facts = {
        "name": row.name,
        "hash": row.hash,
        "policy_hash": policy_hash,
        "messages": tally.looked_at,
    }
    tx.record(
        Draft(
            type="lexicon.tried",
            object=f"lexicon:{row.name}:{row.version}",
            audience=NOBODY,
            event={"name": row.name, "version": row.version, "hash": row.hash},
            facts=facts,
            version=row.version,
        )
    )
