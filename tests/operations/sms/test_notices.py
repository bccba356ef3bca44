"""A notice goes in place of a text where the policy says so; what was written stays in the record, and nowhere else."""

import json

import pytest

from onrecord.errors import TextSuppressed
from onrecord.wire.policy_document import DetectorTrigger
from onrecord_server.policy.starting import start as policy_start
from tests.operations.judging.conftest import IBAN, LOOKS, policy
from tests.operations.sms.conftest import Desk
from tests.operations.sms.pages import LINK, Phone, leaves, notified
from tests.operations.sms.test_held import release
from tests.support.engines import room


SECRET = "Your result is back: 536-90-4399."
ALWAYS = {"notices": {"when": ["always"]}}
LONG = {"notices": {"when": ["long"], "longest": 1}}
CLASSIFIED = {"notices": {"when": ["classified"], "triggers": ["phi"], "labels": ["patient"]}}
PHI = DetectorTrigger(id="phi", entities=["ssn"])


@pytest.fixture
def talk(desk: Desk) -> str:
    """A conversation with somebody who agreed to texts."""
    desk.agree()
    return desk.open()


def classified(desk: Desk) -> None:
    """Let a policy be in force by which numbers of patients go to no phone."""
    begun = policy_start("general")
    triggers = [*begun.triggers, PHI]
    looks = begun.reviewers[0].model_copy(update={"triggers": []})
    begun = begun.model_copy(update={"triggers": triggers, "reviewers": [looks]})
    desk.put_in_force(begun, **CLASSIFIED)


def gone(desk: Desk, talk: str, text: str) -> tuple[str, str | None]:
    """Write something, let it leave, and return what the provider got and why it is a notice."""
    message = desk.me("anna").messages.send(talk, text).id
    (row,) = [one for one in desk.texts(talk) if one.message_id == message]
    return leaves(desk, row.id), None if row.notice is None else row.notice.reason


@pytest.mark.req("HIP-9")
def test_a_notice_holds_the_link_and_no_word_of_what_was_written(desk: Desk, talk: str) -> None:
    desk.put_in_force(**ALWAYS)
    sent, reason = gone(desk, talk, SECRET)
    assert reason == "always"
    found = LINK.search(sent)
    assert found is not None
    assert sent == f"Order desk: there is a message for you. Read it here: {found[0]}"
    assert desk.me("anna").messages.list(talk).data[0].text == SECRET


def test_the_secret_of_a_link_is_nowhere_but_on_the_phone(desk: Desk, talk: str) -> None:
    desk.put_in_force(**ALWAYS)
    phone = notified(desk, talk, SECRET)
    code = phone.code(talk)
    kept = json.dumps(desk.room.rows(), default=repr)
    assert phone.token not in kept
    assert f" {code}" not in kept


def test_without_a_policy_that_says_so_a_text_goes_as_it_is(desk: Desk, talk: str) -> None:
    assert gone(desk, talk, SECRET) == (SECRET, None)
    desk.put_in_force(**LONG)
    assert gone(desk, talk, "x" * 160) == ("x" * 160, None)
    assert "sms.noticed" not in desk.kinds()


def test_what_has_more_parts_than_the_policy_takes_goes_as_a_notice(desk: Desk, talk: str) -> None:
    desk.put_in_force(**LONG)
    sent, reason = gone(desk, talk, "x" * 161)
    assert (reason, "xx" in sent) == ("long", False)
    assert desk.texts(talk)[0].segments == 1, "the parts of the notice are what is paid for"
    assert desk.me("anna").sms.standing(talk).notices.longest == 1


@pytest.mark.req("HIP-9")
def test_what_a_trigger_of_the_policy_finds_goes_as_a_notice(desk: Desk, talk: str) -> None:
    classified(desk)
    assert gone(desk, talk, "Your pallet left.")[1] is None
    sent, reason = gone(desk, talk, SECRET)
    assert (reason, "536" in sent) == ("classified", False)
    assert desk.me("anna").sms.standing(talk).notices.found


@pytest.mark.req("HIP-9")
def test_whatever_is_written_where_a_label_is_goes_as_a_notice(desk: Desk, talk: str) -> None:
    classified(desk)
    desk.introduce("prue", "privacy_officer")
    desk.me("prue").conversations.tag(talk, "patient", reason="A patient of ours.")
    assert desk.me("anna").sms.standing(talk).notices.reason == "classified"
    assert gone(desk, talk, "See you at ten.")[1] == "classified"


def test_the_record_says_why_and_that_a_link_was_made(desk: Desk, talk: str) -> None:
    desk.put_in_force(**ALWAYS)
    notified(desk, talk, SECRET)
    kinds = [one for one in desk.kinds() if one.startswith("sms.notice")]
    assert kinds == ["sms.noticed", "sms.notice_linked"]


def test_words_of_the_policy_make_the_notice_in_the_readers_language(desk: Desk) -> None:
    desk.me("anna").sms.add_contact("+4915112345678", locale="de-AT")
    desk.agree()
    talk = desk.open()
    words = [
        {"locale": "en", "notice": "Read: {link}"},
        {"locale": "de", "notice": "{name}: lesen Sie hier {link} bitte"},
    ]
    desk.put_in_force(words=words, **ALWAYS)
    sent, _ = gone(desk, talk, SECRET)
    assert LINK.sub("-", sent) == "Order desk: lesen Sie hier - bitte"


def test_what_holds_a_text_back_holds_a_notice_back(desk: Desk, talk: str) -> None:
    desk.put_in_force(**ALWAYS)
    desk.me("anna").messages.send(talk, SECRET)
    desk.receive("STOP")
    (text,) = [one for one in desk.texts(talk) if one.notice is not None]
    assert desk.begin(text.id)["reason"] == "opted_out"
    assert "sms.notice_linked" not in desk.kinds(), "no link is made that leaves nobody"


def test_another_attempt_has_another_link_and_the_first_opens_nothing(
    desk: Desk, talk: str
) -> None:
    desk.put_in_force(**ALWAYS)
    desk.me("anna").messages.send(talk, SECRET)
    (row,) = desk.texts(talk)
    begun = desk.begin(row.id)
    first = LINK.search(begun["text"])
    assert first is not None
    desk.settle(row.id, begun["fence"], "busy")
    desk.clock.forward(minutes=10)
    second = LINK.search(leaves(desk, row.id))
    assert second is not None
    assert (Phone(desk, first[1]).look()["opens"], Phone(desk, second[1]).look()["opens"]) == (
        False,
        True,
    )


def test_without_a_page_nothing_goes_that_would_be_a_notice(database_url: str, desk: Desk) -> None:
    desk.agree()
    talk = desk.open()
    desk.put_in_force(**LONG)
    with room(database_url, ports=desk.room.engines.ports) as blind:
        unseen = Desk(blind, desk.clock, desk.sender, desk.account)
        unseen.me("anna").messages.send(talk, "Short enough.")
        with pytest.raises(TextSuppressed) as refused:
            unseen.me("anna").messages.send(talk, "x" * 400)
    assert refused.value.extra["reason"] == "no_page"


def test_what_is_released_after_a_hold_goes_as_a_notice_all_the_same(desk: Desk, talk: str) -> None:
    desk.introduce("ivan", "investigator")
    desk.put_in_force(policy(LOOKS), notices={"when": ["classified"], "triggers": ["iban"]})
    held = desk.me("anna").messages.send(talk, f"Pay to {IBAN}")
    assert (held.state, desk.texts(talk)) == ("held", [])
    release(desk, held.id)
    (row,) = desk.texts(talk)
    assert LINK.search(leaves(desk, row.id))
