"""A list of words is in force when somebody else than its author has approved exactly what they read."""

import pytest

from onrecord.errors import Conflict, Forbidden, Invalid, NotFound
from onrecord.wire.lexicon_document import Expression, LexiconDocument
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.moderation import compiled
from onrecord_server.moderation.matching import Lexicon, TooManyPlaces
from onrecord_server.policy.starting import start
from tests.operations.conftest import Refuses
from tests.operations.moderation.conftest import House, advice, put_in_force, ready, words
from tests.operations.policy.conftest import DAY
from tests.support.verified import findings


def test_somebody_else_approves_and_it_is_in_force(house: House, lexicon: LexiconDocument) -> None:
    drafted = house.me("paula").lexicons.put(lexicon)
    assert (drafted.version, drafted.state, drafted.terms) == (1, "draft", 2)
    before = house.room.rows()
    assert house.me("paula").lexicons.put(lexicon) == drafted
    assert house.room.rows() == before, "the same document is no new version"
    done = house.me("cora").lexicons.approve("lex-1", 1, hash=drafted.hash)
    assert (done.state, done.approved_by) == ("in_force", "cora")
    assert house.me("cora").lexicons.approve("lex-1", 1, hash=drafted.hash) == done
    wider = words("off the record", "wipe")
    second = house.me("paula").lexicons.put(wider)
    assert [(one.part, one.name, one.before is None) for one in second.changes] == [
        ("term", "shred", False),
        ("term", "wipe", True),
    ]
    assert (second.base, second.changed) == (1, 2)
    house.me("prue").lexicons.approve("lex-1", 2, hash=second.hash)
    listed = house.me("audrey").lexicons.list().data
    assert [(one.name, one.newest.version, one.in_force) for one in listed] == [
        ("lex-1", 2, listed[0].newest)
    ]
    states = [one.state for one in house.me("cora").lexicons.versions("lex-1").data]
    assert states == ["in_force", "superseded"]
    assert house.me("cora").lexicons.get("lex-1", version=1).document == lexicon
    assert house.me("cora").lexicons.get("lex-1").version == 2
    back = house.me("cora").lexicons.get("lex-1", version=1, against=2)
    assert (back.base, [one.name for one in back.changes]) == (2, ["shred", "wipe"])
    assert findings(house.room) == []


def test_who_may_not_is_refused_and_nothing_is_written(
    house: House, lexicon: LexiconDocument, refuses: Refuses
) -> None:
    for name in ("alice", "cora", "audrey"):
        refuses(Forbidden, lambda name=name: house.me(name).lexicons.put(lexicon))  # type: ignore[misc]
    made = house.me("theo").lexicons.put(lexicon)
    said = {"hash": made.hash}
    for name in ("alice", "paula", "audrey", "theo"):
        refuses(
            Forbidden,
            lambda name=name: house.me(name).lexicons.approve("lex-1", 1, **said),  # type: ignore[misc]
        )
    refuses(
        Forbidden, lambda: house.room.plain("cora").lexicons.approve("lex-1", 1, hash=made.hash)
    )
    wrong = "sha256:" + "0" * 64
    refuses(Conflict, lambda: house.me("cora").lexicons.approve("lex-1", 1, hash=wrong))
    refuses(NotFound, lambda: house.me("cora").lexicons.approve("lex-1", 2, hash=made.hash))
    alice = house.me("alice").lexicons
    for ask in (alice.list, alice.starts, lambda: alice.get("lex-1"), lambda: alice.try_text("a")):
        refuses(Forbidden, ask)
    assert findings(house.room) == []


def test_what_is_no_list_is_refused_with_each_fault(house: House, refuses: Refuses) -> None:
    broken = words("\u200b", "short", "SHORT", expressions=[Expression(name="e", pattern="(")])
    refused = refuses(Invalid, lambda: house.me("paula").lexicons.put(broken))
    assert isinstance(refused, Invalid)
    assert {error["pointer"] for error in refused.errors} == {
        "/document/terms/0/text",
        "/document/terms/2",
        "/document/expressions/0/pattern",
    }
    silent = words("short", purpose="advice")
    refuses(Invalid, lambda: house.me("paula").lexicons.put(silent))
    refuses(Invalid, lambda: house.me("cora").lexicons.try_text("short", document=broken))


def test_an_earlier_version_does_not_come_back(
    house: House, lexicon: LexiconDocument, refuses: Refuses
) -> None:
    early = house.me("paula").lexicons.put(lexicon)
    put_in_force(house, words("late"))
    refuses(Conflict, lambda: house.me("cora").lexicons.approve("lex-1", 1, hash=early.hash))
    refuses(Forbidden, lambda: house.me("paula").lexicons.withdraw("lex-1", 2))
    gone = house.me("paula").lexicons.withdraw("lex-1", 1, reason="too wide")
    assert gone.state == "withdrawn"
    assert house.me("cora").lexicons.get("lex-1", version=1).withdrawn_reason == "too wide"
    assert house.me("cora").lexicons.withdraw("lex-1", 2).state == "retired"
    assert house.me("cora").lexicons.list().data[0].in_force is None
    put_in_force(house, words("late"), "prue")
    assert findings(house.room) == []


def test_what_the_policy_looks_for_is_there_first_and_is_not_taken_back(
    house: House, refuses: Refuses
) -> None:
    said = start("general").model_dump(mode="json")
    said["triggers"].append({"kind": "lexicon", "id": "words", "lexicon": "lex-1"})
    document = PolicyDocument.model_validate(said)
    made = house.propose(document)
    refuses(Conflict, lambda: house.me("cora").policy.approve(made.version, hash=made.hash))
    put_in_force(house, advice("shred", name="kind"))
    said["triggers"][-1]["lexicon"] = "kind"
    checked = house.me("audrey").policy.check(PolicyDocument.model_validate(said))
    at = f"/triggers/{len(said['triggers']) - 1}/lexicon"
    assert [one.pointer for one in checked.waits_for] == [at], "advice judges nobody"
    put_in_force(house, words("shred"))
    assert house.me("audrey").policy.check(document).waits_for == []
    start_of_it = house.clock() + DAY
    later = house.me("paula").policy.draft(document)
    house.me("paula").policy.propose(later.version, effective_from=start_of_it)
    for name in ("cora", "prue"):
        house.me(name).policy.approve(later.version, hash=later.hash)
    refuses(Conflict, lambda: house.me("cora").lexicons.withdraw("lex-1", 1))
    house.clock.forward(days=2)
    refuses(Conflict, lambda: house.me("cora").lexicons.withdraw("lex-1", 1))
    house.put_in_force(start("general"))
    assert house.me("cora").lexicons.withdraw("lex-1", 1).state == "retired"


def test_a_text_is_tried_and_nothing_is_kept(house: House, lexicon: LexiconDocument) -> None:
    house.me("paula").lexicons.put(lexicon)
    before = house.room.rows()
    text = "Keep it 0ff the rec\u200bord: DE89\u202f3704 0044 0532 0130 00, file MRN-77"
    tried = house.me("audrey").lexicons.try_text(
        text, name="lex-1", entities=["iban", "record_number"], record_number=r"MRN-\d+"
    )
    assert [(one.kind, one.rule, text[one.start : one.end]) for one in tried.hits] == [
        ("term", "off the record", "0ff the rec\u200bord"),
        ("detector", "iban", "DE89\u202f3704 0044 0532 0130 00"),
        ("detector", "record_number", "MRN-77"),
    ]
    many = house.me("audrey").lexicons.try_text("shred " * 1_001, name="lex-1")
    assert (many.hits, many.too_many) == ([], True)
    assert house.room.rows() == before


def test_advice_is_for_everybody_and_judges_nobody(house: House, refuses: Refuses) -> None:
    put_in_force(house, advice("manpower"))
    put_in_force(house, advice("Mannschaft", name="kind-de", language="de"))
    put_in_force(house, words("shred"))
    seen = house.me("alice").advice.get()
    assert [one.name for one in seen.data] == ["kind", "kind-de"]
    (german,) = house.me("alice").advice.get(locales=["de-CH"]).data
    assert [(one.term, one.suggest) for one in german.terms] == [("Mannschaft", ["another word"])]
    found = ready(house, "kind")
    assert found is not None
    assert (found.is_advice, found.find("manpower")) == (True, [])
    refuses(Conflict, lambda: house.me("paula").lexicons.put(words("manpower", name="kind")))
    heard = [row.audience for row in house.room.entries() if row.type == "lexicon.approved"]
    assert heard == ["t", "t", "-"]


def test_only_so_many_terms_are_kept_ready(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        put_in_force(house, words("shred", name=name))
    first = ready(house, "one")
    assert ready(house, "one") is first
    monkeypatch.setattr(compiled, "MOST_TERMS", 150)
    assert ready(house, "two") is not None
    again = ready(house, "one")
    assert again is not first
    assert ready(house, "one") is again, "the one asked for last is kept, whatever it weighs"


def test_what_is_in_force_is_compiled_once_and_never_what_is_not(house: House) -> None:
    house.me("paula").lexicons.put(words("shred"))
    assert ready(house) is None
    put_in_force(house, words("shred", "wipe"))
    first = ready(house)
    assert first is not None
    assert (first.version, [hit.start for hit in first.find("wipe")]) == (2, [0])
    assert ready(house) is first
    with pytest.raises(TooManyPlaces):
        first.find("wipe " * 1_001)
    put_in_force(house, words("other"))
    after = ready(house)
    assert after is not None
    assert (after.version, after.find("wipe")) == (3, [])
    house.me("cora").lexicons.withdraw("lex-1", 3)
    assert ready(house) is None


@pytest.mark.req("FIN-5")
def test_an_old_version_finds_again_what_it_found(house: House, lexicon: LexiconDocument) -> None:
    text = "shred it, off the record"
    put_in_force(house, lexicon)
    then = ready(house)
    put_in_force(house, words("wipe"))
    now = ready(house)
    assert then is not None
    assert now is not None
    kept = house.me("audrey").lexicons.get("lex-1", version=1)
    assert (kept.hash, kept.document) == (then.hash, lexicon)
    assert kept.document is not None
    assert Lexicon(kept.document).find(text) == then.find(text) != []
    assert now.find(text) == []
