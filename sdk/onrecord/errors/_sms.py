"""Refusals of texts to people outside. Each says what holds a text back; ``until`` is when that has passed."""

from onrecord.errors._general import Conflict, Forbidden, Invalid


class TextSuppressed(Conflict):
    """Nothing was sent: ``reason`` says what holds this text back, and that somebody tried is on the record.

    It is ``frozen``, ``absent`` where who writes is not at work and nobody covers, ``unregistered``, or what
    the confirmation of a revocation is refused by.
    """

    code = "text_suppressed"
    title = "This text does not go"


class OptedOut(TextSuppressed):
    """They asked for no more texts; only they can ask for them again."""

    code = "opted_out"
    title = "They asked for no more texts"


class ConsentMissing(TextSuppressed):
    """They have not agreed to texts of this kind, or not any more: ``reason`` says which."""

    code = "consent_missing"
    title = "They have not agreed to this"


class QuietHours(TextSuppressed):
    """It is too early or too late where they are; ``until`` is when a text may go."""

    code = "quiet_hours"
    title = "Not at this hour"


class DailyCap(TextSuppressed):
    """This number has sent all that it may today; ``until`` is when the next day begins."""

    code = "daily_cap"
    title = "All of today's texts are sent"


class NotAssigned(Forbidden):
    """Somebody else writes to this person: ask for the conversation, or to cover it."""

    code = "not_assigned"
    title = "Somebody else writes here"


class SenderPaused(Conflict):
    """The number that texts go from, or its account, is paused; what is said now would not leave."""

    code = "sender_paused"
    title = "This number is paused"


class NumberRefused(Invalid):
    """Nobody can be written to at this number: ``reason`` names the rule."""

    code = "number_refused"
    title = "Nobody can be written to there"


class PairTaken(Conflict):
    """This number writes to this person in another conversation; ``conversation_id`` names it for who sees it."""

    code = "pair_taken"
    title = "They have a conversation already"


class SenderUnregistered(Conflict):
    """A long code of the United States needs a registered brand and campaign before texts go from it."""

    code = "sender_unregistered"
    title = "Register this number first"


class SecretsUnkept(Conflict):
    """Secrets of an account are only kept encrypted, and this tenant has no key.

    Give ``OnRecord`` a provider of keys, or give it the account in code.
    """

    code = "secrets_unkept"
    title = "There is no key to keep this with"


class TextSent(Conflict):
    """It was sent as a text: nothing takes it back, and nothing changes it."""

    code = "text_sent"
    title = "It was sent"
