"""The page shows every event, loads nothing, and runs its own script alone."""

import base64
import re
from hashlib import sha256
from html.parser import HTMLParser

from typing_extensions import override

from onrecord_server.exports.formats import page
from onrecord_server.exports.formats.known import FORMATS
from onrecord_server.exports.told import Room
from tests.exports import scenes


class Seen(HTMLParser):
    """Collects tags with their attributes, and the text."""

    def __init__(self, data: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(data)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @override
    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_event_is_shown() -> None:
    found = scenes.written(page.write(scenes.whole()))
    seen = Seen(found["viewer.html"].decode())
    shown = [given["data-position"] for _, given in seen.tags if "data-position" in given]
    assert shown == [str(one.position) for one in scenes.events()]
    assert "We offer 12 a ton.\nAre you in? 😀" in seen.text
    links = [given["href"] for tag, given in seen.tags if tag == "a"]
    assert links == ["files/msg_1/att_1-offer.pdf"]
    assert links[0] in found


def test_one_script_may_run_and_nothing_is_loaded() -> None:
    data = scenes.written(page.write(scenes.hostile()))["viewer.html"].decode()
    seen = Seen(data)
    (meta,) = [given for _, given in seen.tags if "http-equiv" in given]
    content = meta["content"] or ""
    assert content.startswith("default-src 'none'; ")
    scripts = re.findall(r"<(script|style)>(.*?)</\1>", data, re.DOTALL)
    assert [name for name, _ in scripts] == ["style", "script"]
    for name, source in scripts:
        digest = base64.b64encode(sha256(source.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in content
    assert not any("src" in given for _, given in seen.tags)
    assert not any(key.startswith("on") for _, given in seen.tags for key in given)
    assert all(str(given["href"]).startswith("files/") for tag, given in seen.tags if tag == "a")
    assert "\u202e" not in "".join(re.findall("<bdi>(.*?)</bdi>", data))


def test_every_format_writes_an_empty_stretch_and_a_hostile_one() -> None:
    for one in (each for each in FORMATS.values() if each.there):
        nothing = Room(scenes.scene(present=()), lambda: iter(()))
        scenes.written(one.write(scenes.whole(nothing)))
        scenes.written(one.write(scenes.hostile()))
        scenes.written(one.write(scenes.whole(data=None)))
