"""What a page says where the chat refuses something: the sentence of the refusal, and what to do next."""

from onrecord import Refusal
from onrecord.errors import Forbidden, Frozen, NotFound, PolicyUnacknowledged


NEXT: dict[type[Refusal], str] = {
    PolicyUnacknowledged: "Any conversation of yours shows it where you write; then change the order again.",
    Frozen: "Until then a colleague changes the order. Why it is so stands in your privacy centre.",
    NotFound: "You are not in the conversation of this order: ask a colleague on it to add you.",
    Forbidden: "Ask a colleague who is on this order.",
}


def sentence(refused: Exception) -> str:
    """Return it in words, without the codes and numbers that are for programs."""
    if not isinstance(refused, Refusal):
        return str(refused)
    known = (text for kind, text in NEXT.items() if isinstance(refused, kind))
    then = next(known, "Load the page again; if it stays so, ask a colleague on this order.")
    return f"The order stays as it was. {refused.detail} {then}"
