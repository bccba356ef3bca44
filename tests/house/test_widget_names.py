"""Every name of the elements that a page may use is documented, and both sides mean the same."""

import re

from tests.support.project import ROOT, sources


SOURCES = ROOT / "widgets" / "src"
TOKENS = SOURCES / "styles" / "tokens.ts"
PROPERTY = re.compile(r"var\(\s*(--onrecord-[a-z0-9-]+)")
PART = re.compile(r"\bpart=(?:\"([\w -]+)\"|\$\{([^}]*)\})")
QUOTED = re.compile(r"\"([\w -]+)\"")
EVENT = re.compile(r"\bemit\(\s*\"(onrecord-[\w-]+)\"")
SLOT = re.compile(r"<slot name=\"([\w-]+)\"")


def _text() -> str:
    found = sources(SOURCES, suffix=".ts")
    return "\n".join(path.read_text(encoding="utf-8") for path in found)


def _undocumented(names: set[str]) -> list[str]:
    page = (ROOT / "docs" / "reference" / "widgets.md").read_text(encoding="utf-8")
    return sorted(name for name in names if f"`{name}`" not in page)


def test_every_custom_property_that_the_elements_read_is_documented() -> None:
    assert _undocumented(set(PROPERTY.findall(_text()))) == []


def test_every_part_is_documented() -> None:
    assert _undocumented(_parts(_text())) == []


def test_every_event_and_every_slot_is_documented() -> None:
    assert _undocumented({*EVENT.findall(_text()), *SLOT.findall(_text())}) == []


def test_every_property_that_a_branding_sets_is_read_by_the_elements() -> None:
    if not TOKENS.is_file():
        return
    from onrecord_server.tenants.branding import PROPERTIES

    assert sorted(set(PROPERTIES) - set(PROPERTY.findall(_text()))) == []


def _parts(text: str) -> set[str]:
    lists = [
        names
        for plain, computed in PART.findall(text)
        for names in ([plain] if plain else QUOTED.findall(computed))
    ]
    return {name for names in lists for name in names.split()}
