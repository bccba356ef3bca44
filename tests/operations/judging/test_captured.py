"""Whatever becomes of what somebody writes, it is on the record with its words as they were written."""

import json

import pytest
import sqlalchemy as sa

from onrecord_server.core.rows import contents
from tests.operations.judging.conftest import CARD, IBAN, MAIL, SSN, Talk


@pytest.mark.req("MIF-1")
@pytest.mark.req("SEC-1")
def test_no_word_is_left_out_whatever_it_is_about_and_whatever_becomes_of_it(talk: Talk) -> None:
    said = ["lunch at noon", f"ask {MAIL}", f"mine is {SSN}", f"pay to {IBAN}", f"take {CARD}"]
    states = [talk.say(text).state for text in said]
    assert states == ["active", "active", "active", "held", "blocked"]
    with talk.house.room.engines.prepared("acme").read() as connection:
        bodies = list(connection.execute(sa.select(contents.c.body)).scalars())
    kept = "\n".join(body if isinstance(body, str) else json.dumps(body) for body in bodies)
    assert [text for text in said if text not in kept] == []
