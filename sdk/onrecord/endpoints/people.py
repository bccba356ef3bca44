"""What can be asked about people."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import people as p
from onrecord.wire.page import Page


ME = Endpoint("me.get", "GET", "/me", p.GetMe, p.Me, writes=False)
LIST_PEOPLE = Endpoint("people.list", "GET", "/people", p.ListPeople, Page[p.Person], writes=False)
GET_PERSON = Endpoint(
    "people.get", "GET", "/people/{person_id}", p.GetPerson, p.Person, writes=False
)
UPSERT_PERSON = Endpoint(
    "people.upsert",
    "PUT",
    "/people/{person_id}",
    p.UpsertPerson,
    p.Person,
    writes=True,
    scope="people:write",
)
DEACTIVATE_PERSON = Endpoint(
    "people.deactivate",
    "POST",
    "/people/{person_id}/deactivate",
    p.DeactivatePerson,
    p.Person,
    writes=True,
    scope="people:write",
)
REACTIVATE_PERSON = Endpoint(
    "people.reactivate",
    "POST",
    "/people/{person_id}/reactivate",
    p.ReactivatePerson,
    p.Person,
    writes=True,
    scope="people:write",
)
END_MY_SESSIONS = Endpoint(
    "me.end_sessions",
    "POST",
    "/me/sign-out",
    p.EndMySessions,
    p.SessionsEnded,
    writes=True,
)
END_SESSIONS = Endpoint(
    "people.end_sessions",
    "POST",
    "/people/{person_id}/sign-out",
    p.EndSessions,
    p.SessionsEnded,
    writes=True,
)
