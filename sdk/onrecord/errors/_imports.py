"""Refusals of imports."""

from onrecord.errors._general import Conflict, Invalid


class SourceUnreadable(Invalid):
    """A file cannot be read as what it is said to be; ``reason`` is archive, dates, encoding, format or size."""

    code = "source_unreadable"
    title = "The file cannot be read"


class ChoiceNeeded(Invalid):
    """A file does not say something of itself; ``choice`` names what to say, ``choices`` what may be said."""

    code = "choice_needed"
    title = "Say what the file does not"


class SourceErased(Conflict):
    """The kept file of an import was erased with what it had brought; ``erased_by`` is the event that says so."""

    code = "source_erased"
    title = "The file was erased"
