"""What a list of words and the detectors find in one text. Pure."""

from onrecord.wire import lexicons as wire
from onrecord.wire.lexicon_document import LexiconDocument
from onrecord_server.moderation import present
from onrecord_server.moderation.detectors import detect
from onrecord_server.moderation.matching import Lexicon, TooManyPlaces


def tried(document: LexiconDocument | None, command: wire.TryLexicon) -> wire.LexiconTried:
    """Return the hits of a list, if there is one, and of the detectors that are asked for."""
    found = detect(command.text, frozenset(command.entities), record_number=command.record_number)
    hits = [present.detected(one) for one in found]
    try:
        of_list = [] if document is None else Lexicon(document).find(command.text)
    except TooManyPlaces:
        return wire.LexiconTried(hits=hits, too_many=True)
    hits += [present.hit(one) for one in of_list]
    return wire.LexiconTried(hits=sorted(hits, key=lambda one: (one.start, -one.end)))
