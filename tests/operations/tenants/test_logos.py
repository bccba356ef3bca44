"""Logos are judged by content, written anew, kept for good and named by what they are."""

import hashlib
import io

import pytest
import sqlalchemy as sa
from PIL import Image

from onrecord.client import Actor as Client
from onrecord.errors import (
    FileRefused,
    FileTypeRefused,
    Forbidden,
    Invalid,
    NotFound,
    QuotaExceeded,
    StorageUnavailable,
)
from onrecord.wire.tenants import Branding
from onrecord_server.attachments import logos as keeping
from onrecord_server.inprocess import DirectCaller, actor_for
from onrecord_server.tenants.rows import logos
from tests.operations.conftest import Refuses
from tests.support import files
from tests.support.engines import Room


@pytest.fixture
def host(room: Room) -> Client:
    """The host's own code, which can carry bytes."""
    return Client(DirectCaller(room.engines, actor_for("acme", None, "host")))


def test_a_logo_is_written_anew_and_everybody_of_the_tenant_is_shown_it(
    room: Room, host: Client, refuses: Refuses
) -> None:
    sent = files.photo() + b"c4nary"
    kept = host.branding.add_logo("logo.jpg", sent)
    room.person("alice")
    alice = Client(DirectCaller(room.engines, actor_for("acme", "alice", "host")))
    refuses(NotFound, lambda: alice.branding.logo(kept.id))
    assert host.branding.logo(kept.id), "who makes the look sees it first"
    host.branding.set(Branding(logo_light=kept.id, logo_alt="Acme"))
    seen = alice.branding.logo(kept.id)
    assert hashlib.sha256(seen).hexdigest() == kept.sha256
    assert b"c4nary" not in seen
    assert (kept.width, kept.height) == (40, 80), "turned upright"
    room.person("alice", "globex")
    stranger = Client(DirectCaller(room.engines, actor_for("globex", None, "host")))
    refuses(NotFound, lambda: stranger.branding.logo(kept.id))


def test_what_an_older_version_named_stays_visible(
    room: Room, host: Client, refuses: Refuses
) -> None:
    old, new, never = (
        host.branding.add_logo("logo.png", files.picture(colour=(one, 2, 3))).id
        for one in (1, 2, 3)
    )
    host.branding.set(Branding(logo_light=new, logo_dark=old))
    host.branding.set(Branding(logo_light=new))
    room.person("alice")
    alice = Client(DirectCaller(room.engines, actor_for("acme", "alice", "host"))).branding
    assert alice.logo(old)
    assert alice.logo(new)
    refuses(NotFound, lambda: alice.logo(never))


def test_the_same_picture_is_kept_once(room: Room, host: Client) -> None:
    first, again = (host.branding.add_logo("logo.png", files.picture()) for _ in range(2))
    assert first == again
    assert room.types().count("tenant.logo_added") == 1


def test_what_moves_stands_still_and_what_is_large_becomes_small(host: Client) -> None:
    kept = host.branding.add_logo("logo.webp", files.animation("WEBP"))
    assert getattr(Image.open(io.BytesIO(host.branding.logo(kept.id))), "n_frames", 1) == 1
    wide = host.branding.add_logo("wide.png", files.picture(size=(1600, 400)))
    assert (wide.width, wide.height) == (640, 160)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("logo.svg", files.SVG, FileTypeRefused),
        ("logo.png", files.SVG, FileRefused),
        ("logo.png", b"<?xml version='1.0'?>" + files.SVG, FileRefused),
        ("logo.png", files.HTML, FileRefused),
        ("logo.gif", files.animation(), FileTypeRefused),
        ("logo.png", files.picture()[:60], FileRefused),
        ("logo.png", files.bomb(), FileRefused),
        ("logo", files.PDF, FileTypeRefused),
        ("logo.png", files.picture() + bytes(300_000), Invalid),
    ],
)
def test_what_is_no_plain_picture_is_refused(
    host: Client, refuses: Refuses, name: str, data: bytes, kind: type[Exception]
) -> None:
    refuses(kind, lambda: host.branding.add_logo(name, data))  # type: ignore[arg-type]


def test_a_branding_names_only_logos_that_are_kept(host: Client, refuses: Refuses) -> None:
    kept = host.branding.add_logo("logo.png", files.picture()).id
    look = Branding(logo_light=kept, logo_alt="Acme")
    assert host.branding.set(look).branding == look
    strange = Branding(logo_light="lgo_" + "9" * 32)
    refused = refuses(Invalid, lambda: host.branding.set(strange))
    assert isinstance(refused, Invalid)
    assert refused.problem()["errors"][0]["pointer"] == "/branding/logo_light"
    refuses(Invalid, lambda: host.branding.set(Branding(logo_dark=kept)))


def test_only_who_may_change_the_look_adds_one_and_not_without_end(
    room: Room, host: Client, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.person("alice")
    refuses(Forbidden, lambda: room.plain("alice").branding.add_logo("a.png", files.picture()))
    monkeypatch.setattr(keeping, "MOST", 1)
    host.branding.add_logo("logo.png", files.picture())
    other = files.picture(colour=(9, 9, 9))
    refuses(QuotaExceeded, lambda: host.branding.add_logo("logo.png", other))


def test_bytes_that_were_changed_are_shown_to_nobody(
    room: Room, host: Client, refuses: Refuses
) -> None:
    kept = host.branding.add_logo("logo.png", files.picture())
    with room.engines.prepared("acme").write() as connection:
        connection.execute(sa.update(logos).values(body=b"other"))
    refuses(StorageUnavailable, lambda: host.branding.logo(kept.id))
