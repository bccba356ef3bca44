"""Refusals of searches."""

from onrecord.errors._general import Invalid


class QueryInvalid(Invalid):
    """The text is no query: ``reason`` says why, ``at`` and ``length`` where, in code points."""

    code = "query_invalid"
    title = "This cannot be searched for"
