"""Mails are read by Python's own parser: right headers, every event, and nothing that was slipped in."""

import email.policy
from email.message import EmailMessage
from email.parser import BytesParser
from hashlib import sha256

from onrecord_server.exports.formats import mail, mime
from tests.exports import scenes


def parsed(data: bytes) -> EmailMessage:
    """Read a mail, and refuse one that is not what mail has to be."""
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    found = BytesParser(policy=email.policy.default).parsebytes(data)
    assert not any(part.defects for part in found.walk())
    return found


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_mail_a_day_that_answers_the_one_before() -> None:
    found = scenes.written(mail.write(scenes.whole()))
    assert list(found) == ["mail/cnv_1/2026-03-01.eml", "mail/cnv_1/2026-03-02.eml"]
    first, second = map(parsed, found.values())
    assert first["Message-ID"] == "<cnv_1.2026-03-01.exp_1@acme.invalid>"
    assert second["In-Reply-To"] == first["Message-ID"] == second["References"]
    assert str(first["From"]) == "Alice Moreau <alice@example.com>"
    assert [str(one) for one in first["To"].addresses] == [
        "Bob Tanaka <bob@acme.invalid>",
        "Carol Okafor <carol@example.com>",
    ]
    assert str(second["From"].addresses[0].display_name) == "Robert Tanaka"
    assert first["Date"].datetime == scenes.at(6)
    assert first["Subject"] == "Ore, 2026-03-01"


def test_every_event_is_in_both_bodies() -> None:
    found = scenes.written(mail.write(scenes.whole()))
    first, second = map(parsed, found.values())
    text = body(first, "plain")
    for part in ("We offer 12 a ton.\nAre you in? 😀", "[edited, version 2]", "[joined", "👍"):
        assert part in text
    assert "[erased by event 30]" in body(second, "plain")
    assert "[removed the message of Robert Tanaka: rule 4] =HYPERLINK(1)" in body(second, "plain")
    assert body(second, "html").count("<li ") == 4


def test_files_go_with_their_hash() -> None:
    found = scenes.written(mail.write(scenes.whole()))
    (part,) = parsed(found["mail/cnv_1/2026-03-01.eml"]).iter_attachments()
    assert part.get_filename() == "offer.pdf"
    assert part.get_content() == scenes.BYTES
    assert part["X-OnRecord-SHA256"] == sha256(scenes.BYTES).hexdigest()


def test_written_again_it_is_the_same() -> None:
    once, again = (scenes.written(mail.write(scenes.whole())) for _ in range(2))
    assert once == again


def test_nothing_adds_a_header_or_a_part() -> None:
    (data,) = scenes.written(mail.write(scenes.hostile())).values()
    message = parsed(data)
    assert "Bcc" not in message
    assert "X" not in message
    assert len(message["From"].addresses) == 1
    assert [part.get_content_type() for part in message.walk()] == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html"),
        "application/octet-stream",
    ]
    assert "<script>" not in body(message, "html")
    (part,) = message.iter_attachments()
    name = part.get_filename() or ""
    assert "/" not in name
    assert "\u202e" not in name


def test_long_and_foreign_text_comes_back() -> None:
    title = "Äußerst lange Überschrift " * 20
    raw = (mime.header("Subject", title) + mime.header("X-A", "=?utf-8?B?YQ==?=") + "\r\n").encode()
    message = parsed(raw)
    assert message["Subject"] == title.strip()
    assert message["X-A"] == "=?utf-8?B?YQ==?="
    assert b"".join(mime.base64_lines(iter([b"a" * 14591, b"b" * 9]))).count(b"\r\n") == 257
