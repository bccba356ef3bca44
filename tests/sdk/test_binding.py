"""HTTP binding: what the client writes, the server reads back unchanged."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import endpoints
from onrecord.binding import from_request, make, path_parameters, takes_key, to_request
from onrecord.endpoints import ENDPOINTS, Endpoint
from onrecord.errors import Invalid
from onrecord.wire.scalars import clean_line, clean_text, is_blank


HEX = st.text("0123456789abcdef", min_size=32, max_size=32)
TEXT = st.text(min_size=1, max_size=50).filter(
    lambda t: _accepted(clean_text, t) and not is_blank(t)
)
#: Empty where that is allowed, and else with something to see in it.
LINE = st.text(max_size=40).filter(lambda t: _accepted(clean_line, t) and not (t and is_blank(t)))
PERSON = st.text(min_size=1, max_size=20).filter(
    lambda t: re.fullmatch(r"[^\s\x00-\x1f\x7f-\x9f<>\ud800-\udfff]+", t) and t not in {".", ".."}
)
POSITION = st.integers(-1, 2**53 - 1)
WORD = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
CURSOR = st.text("abcDEF123_-=", min_size=1, max_size=30)
MOMENT = st.just("2026-01-02T03:04:05.000006Z")
REASON = st.just("A claim of a customer, ten letters or more")
SUBJECT = st.just("order:1234")

#: A strategy for member names whose schema alone does not say enough.
MEMBERS: dict[str, st.SearchStrategy[Any]] = {
    "conversation_id": HEX.map("cnv_{}".format),
    "message_id": HEX.map("msg_{}".format),
    "reply_to": HEX.map("msg_{}".format),
    "person_id": PERSON,
    "successor_id": PERSON,
    "members": st.lists(PERSON, min_size=1, max_size=4),
    "ids": st.lists(PERSON, min_size=1, max_size=4),
    "text": TEXT,
    "messages.send.attachments": st.lists(
        HEX.map("att_{}".format), min_size=1, max_size=3, unique=True
    ),
    "attachments.begin.name": st.sampled_from(["a.txt", "Überblick 1.pdf", "no end"]),
    "imports.create.name": st.sampled_from(["_chat.txt", "Überblick 1.zip"]),
    "imports.put.number": st.integers(1, 500),
    "imports.take.number": st.integers(1, 500),
    "imports.put.data": st.sampled_from(["eA==", "eHl6"]),
    "formats": st.lists(st.sampled_from(["jsonl", "csv"]), min_size=1, max_size=2, unique=True),
    "columns": st.dictionaries(st.sampled_from(["author", "at"]), WORD, max_size=2),
    "names": st.lists(WORD, max_size=3),
    "tz": st.sampled_from([None, "Europe/Berlin", "UTC"]),
    **{
        f"imports.{name}.people": st.dictionaries(WORD, PERSON, max_size=3)
        for name in ("preview", "start")
    },
    "branding.add_logo.name": st.sampled_from(["a.png", "Überblick 1.webp"]),
    "alt": TEXT,
    "title": LINE,
    "subjects.put.title": LINE.filter(bool),
    "name": LINE,
    "reason": LINE.filter(bool),
    "query": LINE,
    "client_id": WORD,
    "cursor": CURSOR,
    "subject": SUBJECT,
    "limit": st.integers(1, 200),
    "before": POSITION,
    "after": POSITION,
    "around": POSITION,
    "position": st.integers(0, 2**53 - 1),
    "version": st.integers(1, 1000),
    "muted": st.booleans(),
    "kind": st.sampled_from(["direct", "group", "channel"]),
    "role": st.sampled_from(["owner", "moderator", "member"]),
    "history": st.sampled_from(["all", "from_now"]),
    "roles": st.lists(WORD, max_size=3),
    "attributes": st.dictionaries(WORD, LINE, max_size=3),
    "emoji": st.sampled_from(["👍", "❤", "❤️", "👍🏽", "1️⃣", "🇩🇪"]),
    "subjects.list.ids": st.lists(SUBJECT, min_size=1, max_size=4),
    **{
        f"sms.{name}.{box}": st.dictionaries(WORD, LINE, max_size=3)
        for name in ("add_account", "change_account")
        for box in ("settings", "secrets")
    },
    "sms.add_account.name": WORD,
    "inbox": st.lists(PERSON, max_size=4, unique=True),
    "sms.cover.until": MOMENT,
    "sms.enter_consent.at": MOMENT,
    "sms.enter_consent.expires": MOMENT,
    "sms_campaigns.add.template": st.just("It left at {time}."),
    "sms_campaigns.add.to": st.just([{"contact_id": f"smc_{'1' * 32}", "fields": {"time": "9"}}]),
    "state": LINE,
    "link": st.sampled_from(["/orders/1?a=b#c", "https://example.com/ä"]),
    "fields": st.lists(st.fixed_dictionaries({"label": WORD, "value": LINE}), max_size=10),
    "actions": st.just([{"id": "open", "label": "Open", "href": "/", "event": None}]),
    "document": st.just({"texts": {"en": {"title": "Policy", "summary": "Read me."}}}),
    **{
        f"lexicons.{name}.name": WORD
        for name in ("put", "get", "versions", "approve", "withdraw", "try", "trial")
    },
    "lexicons.get.against": st.integers(1, 1000),
    **{
        f"lexicons.{name}.document": st.just(
            {"name": "lex", "title": "List", "terms": [{"text": "word"}]}
        )
        for name in ("put", "try")
    },
    "templates.put.kind": st.sampled_from(["held", "release"]),
    "templates.put.text": TEXT,
    "scope": st.just({"people": ["bob"], "since": "2026-01-02T03:04:05Z"}),
    "effective_from": MOMENT,
    "defer_until": MOMENT,
    "watch.reviewers.since": MOMENT,
    "conversations.as_of.at": MOMENT,
    "grants.as_of.at": MOMENT,
    "exports.create.since": MOMENT,
    "exports.create.until": MOMENT,
    "record.search.since": MOMENT,
    "record.search.until": MOMENT,
    "watch.reviewers.until": MOMENT,
    "import_requests.create.reason": REASON,
    "import_requests.create.since": st.just("2026-01-02T03:04:05Z"),
    "import_requests.create.until": st.just("2026-02-02T03:04:05Z"),
    "agree": st.booleans(),
    "answer_within": st.just("P14D"),
    "mine": st.booleans(),
    **{f"holds.{name}.reason": REASON for name in ("create", "refuse", "widen", "ask_release")},
    **{
        f"holds.{name}.scope": st.just({"persons": ["bob"], "since": "2026-01-02T03:04:05Z"})
        for name in ("create", "preview", "widen")
    },
    "data_requests.refuse.until": MOMENT,
    "data_requests.identify.how": REASON,
    "data_requests.approve.answer": REASON,
    **{f"data_requests.{name}.reason": REASON for name in ("extend", "refuse", "lift")},
    "data_requests.make.said": REASON,
    **{f"retention_asks.{name}.reason": REASON for name in ("answer", "reopen")},
    "retention_asks.answer.until": MOMENT,
    "everybody": st.booleans(),
    "holds.create.name": st.just("Acme v. Bolt"),
    "notice": TEXT,
    "revision": st.integers(1, 1000),
    "tell": st.lists(PERSON, max_size=4, unique=True),
    "grants.deny.reason": REASON,
    "grants.close.reason": REASON,
    "grants.request.reason": REASON,
    "grants.find.people": st.lists(PERSON, max_size=4, unique=True),
    "finding": REASON,
    "rationale": REASON,
    "appeals.make.said": REASON,
    "cases.widen.before": st.integers(0, 50),
    "cases.widen.after": st.integers(0, 50),
    "cases.escalate.reason": REASON,
    "cases.widen.reason": REASON,
    "cases.request_reveal.reason": REASON,
    "cases.deny.reason": REASON,
    "said": TEXT,
    "told": TEXT,
    "acknowledge_within": st.just("P3D"),
    "lasts": st.sampled_from(["P7D", "PT1H"]),
    "locale": st.sampled_from(["en", "de", "pt-BR"]),
    "locales": st.just(["de", "en"]),
    "branding.add_logo.data": st.sampled_from(["aGk=", "aGlnaA==", "cGljdHVyZXM0"]),
    "branding": st.just({"product_name": "Acme", "light": {"accent": "#003366"}}),
}


def _accepted(rule: Callable[[str], str], text: str) -> bool:
    try:
        return bool(rule(text) == text)
    except ValueError:
        return False


def members_of(endpoint: Endpoint[Any, Any]) -> st.SearchStrategy[dict[str, Any]]:
    schema = endpoint.command.model_json_schema()
    shapes = schema.get("properties", {})
    found = {n: _strategy(endpoint.name, n, s) for n, s in shapes.items()}
    required = {name: found.pop(name) for name in schema.get("required", ())}
    return st.fixed_dictionaries(required, optional=found)


def _strategy(endpoint: str, name: str, shape: dict[str, Any]) -> st.SearchStrategy[Any]:
    if f"{endpoint}.{name}" in MEMBERS:
        return MEMBERS[f"{endpoint}.{name}"]
    inner = next((s for s in shape.get("anyOf", ()) if s.get("type") != "null"), shape)
    if name not in MEMBERS or "enum" in inner:
        return _fitting(inner)
    least = inner.get("minLength", 0)
    return MEMBERS[name].filter(lambda v: len(v) >= least) if least else MEMBERS[name]


def _fitting(shape: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return what a simple JSON schema allows."""
    if "enum" in shape:
        return st.sampled_from(shape["enum"])
    kind = shape.get("type")
    if kind == "array":
        return st.lists(_fitting(shape["items"]), max_size=min(3, shape.get("maxItems", 3)))
    if kind == "integer":
        return st.integers(shape.get("minimum", 0), shape.get("maximum", 2**53 - 1))
    if kind == "boolean":
        return st.booleans()
    assert kind == "string", f"say in MEMBERS what fits {shape}"
    return st.from_regex(shape["pattern"], fullmatch=True) if "pattern" in shape else WORD


@pytest.mark.parametrize("name", ENDPOINTS)
@given(data=st.data())
def test_every_command_survives_the_trip_through_path_query_and_body(
    name: str, data: st.DataObject
) -> None:
    endpoint = ENDPOINTS[name]
    command = make(endpoint.command, data.draw(members_of(endpoint)))
    request = to_request(endpoint, command)
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", endpoint.path)
    found = re.fullmatch(pattern, request.path)
    assert found is not None
    path = {key: unquote(value) for key, value in found.groupdict().items()}
    body = None if request.body is None else json.dumps(request.body).encode()
    assert from_request(endpoint, path, request.query, body) == command


@pytest.mark.parametrize("name", ENDPOINTS)
def test_every_path_parameter_is_a_required_member_of_the_command(name: str) -> None:
    endpoint = ENDPOINTS[name]
    fields = endpoint.command.model_fields
    assert all(fields[parameter].is_required() for parameter in path_parameters(endpoint))


def test_a_query_member_given_twice_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        from_request(endpoints.LIST_PEOPLE, {}, [("limit", "1"), ("limit", "2")])
    assert caught.value.errors == [{"pointer": "/limit", "detail": "is given twice"}]


def test_a_body_cannot_overrule_the_path() -> None:
    path = {"conversation_id": "cnv_" + "0" * 32}
    body = json.dumps({"conversation_id": "cnv_" + "1" * 32, "title": "x"}).encode()
    with pytest.raises(Invalid, match="given twice"):
        from_request(endpoints.UPDATE_CONVERSATION, path, (), body)


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b'"x"', b"\xff", b'{"text": "\\ud800"}'])
def test_a_body_that_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(Invalid):
        from_request(endpoints.SEND_MESSAGE, {"conversation_id": "cnv_" + "0" * 32}, (), body)


def test_an_unknown_member_is_refused_and_pointed_at() -> None:
    with pytest.raises(Invalid) as caught:
        from_request(endpoints.ME, {}, [("a/b", "1")])
    assert caught.value.errors[0]["pointer"] == "/a~1b"


@pytest.mark.parametrize("person_id", [".", ".."])
def test_a_dot_segment_never_becomes_a_path(person_id: str) -> None:
    command = make(endpoints.GET_PERSON.command, {"person_id": person_id})
    with pytest.raises(Invalid, match="cannot stand in a path"):
        to_request(endpoints.GET_PERSON, command)


def test_a_post_takes_an_idempotency_key_unless_it_has_a_client_id() -> None:
    taking = {name for name, endpoint in ENDPOINTS.items() if takes_key(endpoint)}
    assert "conversations.create" in taking
    assert not taking & {"messages.send", "people.upsert", "messages.list"}
