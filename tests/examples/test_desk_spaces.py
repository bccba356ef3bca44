"""The desk has its two spaces, and people come into them as the host's own login says."""

from fastapi import FastAPI

from examples.order_desk.people import TENANT
from examples.order_desk.spaces import COMPANY, TEAM


def test_everybody_is_in_the_company_and_the_team_is_by_department(app: FastAPI) -> None:
    chat = app.state.desk.chat
    spaces = {}
    for person in ("alice", "bob", "carol", "dan"):
        with chat.acting_as(TENANT, person) as me:
            spaces[person] = {s.title: s.role for s in me.spaces.list().data}
    assert spaces == {
        "alice": {COMPANY: "owner", TEAM: "owner"},
        "bob": {COMPANY: "member", TEAM: "member"},
        "carol": {COMPANY: "owner"},
        "dan": {COMPANY: "member", TEAM: "member"},
    }
