"""What may be a person, and what two descriptions of one have in common. Pure."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord_server.core.decision import ALLOWED, Decision, denied


RESERVED = ("service:", "system:")
#: Begins the ids of those whom the house itself names: people outside, who cannot log in.
OUTSIDE = "outside:"


def may_be_person(person_id: str, *, outside: bool = False) -> Decision:
    """Say whether the host may use this id for a person; the house names people ``outside``."""
    if person_id.startswith(OUTSIDE) and not outside:
        return denied("Ids that begin with outside: are of people outside, whom the house names.")
    if person_id.startswith(RESERVED):
        return denied("Ids that begin with service: or system: are not people.")
    return ALLOWED


def name_key(name: str) -> str:
    """Return the form of a name that is searched: folded, each word behind a space."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return (" " + " ".join(folded.split()))[:420]


def like_prefix(query: str) -> str:
    """Return the LIKE pattern (escape ``!``) for names with a word that begins so."""
    plain = name_key(query)
    for sign in "!%_":
        plain = plain.replace(sign, "!" + sign)
    return f"%{plain}%"


def description(name: str, roles: Sequence[str], attributes: Mapping[str, str]) -> dict[str, Any]:
    """Return what the host says of a person, in one comparable form."""
    return {
        "name": name,
        "roles": sorted(set(roles)),
        "attributes": dict(sorted(attributes.items())),
    }


def counts(token_from: int | None, tokens_after: int) -> bool:
    """Say whether a token still counts; whoever came by the host's own login has none."""
    return token_from is None or token_from > tokens_after
