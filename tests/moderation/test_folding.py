"""What is folded at once is what is folded sign by sign."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.moderation import folding


@settings(max_examples=25)
@given(st.text(st.sampled_from(string.printable), max_size=60), st.booleans())
def test_a_plain_text_is_folded_as_any_other(text: str, lookalikes: bool) -> None:
    found = folding.fold(text, lookalikes=lookalikes)
    other = folding.fold(text + "é", lookalikes=lookalikes)
    assert other.text[: len(found.text)] == found.text
    assert list(found.places[:-1]) == list(other.places[: len(found.text)])
    assert list(found.ends) == list(other.ends[: len(found.text)])
