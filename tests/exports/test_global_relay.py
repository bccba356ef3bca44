"""Mails for Global Relay have its headers and its HTML, hold what was removed, and stay under its limit."""

from html.parser import HTMLParser

from typing_extensions import override

from onrecord_server.exports.formats import global_relay
from onrecord_server.exports.told import Room, Said, Words
from tests.exports import scenes
from tests.exports.test_mail import body, parsed


class _Spans(HTMLParser):
    """Collects the messages of a mail: class of a span to its text."""

    def __init__(self, data: str) -> None:
        super().__init__()
        self.messages: list[dict[str, str]] = []
        self.tags: set[str] = set()
        self._in = ""
        self.feed(data)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        if tag == "li" and given.get("class") == "message":
            self.messages.append({})
        self._in = str(given["class"]) if tag == "span" else ""

    @override
    def handle_data(self, data: str) -> None:
        if self._in:
            found = self.messages[-1]
            found[self._in] = found.get(self._in, "") + data

    @override
    def handle_endtag(self, tag: str) -> None:
        self._in = ""


def test_headers_and_spans_are_the_published_ones() -> None:
    ((path, data),) = scenes.written(global_relay.write(scenes.whole())).items()
    message = parsed(data)
    assert path == "global-relay/Ore - (cnv_1) - 1.eml"
    assert message["Subject"] == "Mattermost Compliance Export: Ore"
    assert message["From"].addresses[0].addr_spec == "alice@example.com"
    assert len(message["To"].addresses) == 3
    assert message["Date"].datetime == scenes.at(200)
    named = ("Auto-Submitted", "Precedence", "X-GlobalRelay-MsgType", "X-Mattermost-ChannelID")
    assert [message[name] for name in named] == ["auto-generated", "bulk", "Mattermost", "cnv_1"]
    found = _Spans(body(message, "html"))
    assert [(one["post_id"], one["message"]) for one in found.messages] == [
        ("msg_1", "We offer 12 a ton.\nAre you in? 😀"),
        ("msg_1:2", "We offer 11 a ton."),
        ("msg_2", "=HYPERLINK(1)"),
        ("msg_2", "delete =HYPERLINK(1)"),
        ("msg_3", "[erased by event 30]"),
    ]
    assert set(found.messages[0]) == {
        *("post_id", "sent_time", "username", "userid", "postusername", "usertype", "email"),
        "message",
    }
    assert "Exported on 2026-03-02T03:00:00" in body(message, "plain")
    (part,) = message.iter_attachments()
    assert part.get_content() == scenes.BYTES


def test_what_is_too_much_for_a_mail_goes_into_the_next() -> None:
    big = scenes.file(size=3 << 20)
    said = [
        Said(n, scenes.at(n), f"msg_{n}", scenes.ALICE, Words(str(n) * 30_000), (big,) * (n == 5))
        for n in range(1, 6)
    ]
    shown = scenes.whole(Room(scenes.scene(), lambda: iter(said)))
    found = scenes.written(global_relay.write(shown, limit=(1 << 20) + 500_000))
    assert [path[-7:] for path in found] == ["- 1.eml", "- 2.eml", "- 3.eml"]
    texts = "".join(body(parsed(data), "plain") for data in found.values())
    assert all(str(n) * 30_000 in texts for n in range(1, 6))
    assert "The file offer.pdf was removed because too large: 3145728 bytes." in texts


def test_nothing_adds_a_header_or_a_tag() -> None:
    (data,) = scenes.written(global_relay.write(scenes.hostile())).values()
    message = parsed(data)
    assert "Bcc" not in message
    assert "script" not in _Spans(body(message, "html")).tags
