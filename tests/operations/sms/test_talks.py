"""Whoever is in a conversation with somebody outside sees who they are, and nobody else does."""

from tests.operations.sms.conftest import CLIENT, Desk


def test_who_is_in_there_sees_name_and_number_as_they_are_now(desk: Desk) -> None:
    talk = desk.open()
    contact = desk.me("anna").sms.standing(talk).contact
    desk.me("anna").sms.change_contact(contact.id, name="Lena Brandt")
    for name in ("anna", "boris"):
        (found,) = desk.me(name).sms.conversations().data
        assert (found.conversation_id, found.contact_id) == (talk, contact.id)
        assert (found.name, found.number, found.assignee) == ("Lena Brandt", CLIENT, "anna")


def test_who_is_in_none_sees_none_whatever_their_duty(desk: Desk) -> None:
    desk.open()
    assert desk.me("cora").sms.conversations().data == []
    assert desk.me("dora").sms.conversations().data == []


def test_pages_hold_each_once(desk: Desk) -> None:
    opened = [desk.open(f"+4915112345{at}") for at in (601, 602, 603)]
    first = desk.me("anna").sms.conversations(limit=2)
    rest = desk.me("anna").sms.conversations(limit=2, cursor=first.next_cursor)
    found = [one.conversation_id for one in [*first.data, *rest.data]]
    assert (sorted(found), rest.next_cursor) == (sorted(opened), None)
