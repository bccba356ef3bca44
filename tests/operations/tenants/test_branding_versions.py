"""Every look of a tenant stays, says what it changed, and can be taken back."""

from onrecord.errors import Forbidden, Invalid, NotFound
from onrecord.wire.tenants import Branding, Palette
from tests.operations.conftest import Refuses
from tests.support.engines import Room


GREEN = Branding(product_name="Huddle", light=Palette(accent="#0a6b4d"))
BLUE = GREEN.model_copy(
    update={"light": Palette(accent="#1d4ed8"), "radius": 4, "fonts": ["Inter"]}
)


def test_each_change_is_a_version_that_says_what_it_changed(room: Room) -> None:
    host = room.plain(None)
    assert host.branding.versions().data == []
    for look in (GREEN, GREEN, BLUE):
        host.branding.set(look)
    newest, first = host.branding.versions().data
    assert (newest.version, newest.current, newest.branding) == (2, True, BLUE)
    assert (first.version, first.current, first.branding) == (1, False, GREEN)
    assert [(c.member, c.before, c.after) for c in newest.changes] == [
        ("light.accent", "#0a6b4d", "#1d4ed8"),
        ("fonts", None, "Inter"),
        ("radius", "8", "4"),
    ]
    assert [(c.member, c.after) for c in first.changes] == [
        ("product_name", "Huddle"),
        ("light.accent", "#0a6b4d"),
    ]
    assert first.author == newest.author


def test_an_older_version_is_taken_back_as_a_new_one(room: Room, refuses: Refuses) -> None:
    host = room.plain(None)
    host.branding.set(GREEN)
    host.branding.set(BLUE)
    seen = host.branding.restore(1)
    assert (seen.version, seen.branding) == (3, GREEN)
    assert host.branding.get() == seen
    newest = host.branding.versions().data[0]
    assert (newest.version, newest.restored, newest.current) == (3, 1, True)
    assert host.branding.restore(1).version == 3
    refuses(NotFound, lambda: host.branding.restore(9))
    assert room.types().count("tenant.branded") == 3


def test_pages_of_versions_know_the_one_before_them(room: Room) -> None:
    host = room.plain(None)
    for radius in range(5):
        host.branding.set(Branding(radius=radius))
    seen = list(host.branding.iterate_versions(limit=2))
    assert [one.version for one in seen] == [5, 4, 3, 2, 1]
    assert [one.changes[0].after for one in seen] == ["4", "3", "2", "1", "0"]
    assert [one.changes[0].before for one in seen] == ["3", "2", "1", "0", "8"]


def test_only_who_may_change_the_look_sees_how_it_was(room: Room, refuses: Refuses) -> None:
    room.plain(None).branding.set(GREEN)
    refuses(Forbidden, room.person("alice").branding.versions)
    refuses(Forbidden, lambda: room.plain("alice").branding.restore(1))


def test_words_that_no_tenant_may_replace_are_refused_with_their_place(
    room: Room, refuses: Refuses
) -> None:
    look = Branding(texts={"en": {"record.sentence": "Nobody reads this", "list.spaces": "Teams"}})
    refused = refuses(Invalid, lambda: room.plain(None).branding.set(look))
    assert isinstance(refused, Invalid)
    places = [one["pointer"] for one in refused.problem()["errors"]]
    assert places == ["/branding/texts/en/record.sentence"]
