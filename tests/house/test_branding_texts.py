"""The texts that a tenant may replace are one list: in the server, in the studio, in use, and in the guide."""

import json
import re
from typing import Final

from onrecord_server.tenants.texts import TEXTS
from tests.support.project import ROOT


WIDGETS: Final = ROOT / "widgets/src"
STUDIO: Final = WIDGETS / "components/admin/branding/replaceable.ts"
GUIDE: Final = ROOT / "docs/guides/branding.md"
#: What is said of who may read, of the record and of what was decided is what is so.
NEVER: Final = (
    "record.",
    "policy.",
    "message.",
    "judged.",
    "notice.",
    "privacy.look",
    "composer.closed",
)


def test_the_studio_offers_the_same_texts_with_the_same_bounds() -> None:
    text = STUDIO.read_text("utf-8")
    sizes = {
        name: int(size) for name, size in re.findall(r"^const (\w+) = (\d+);", text, re.MULTILINE)
    }
    offered = re.findall(r'\["([a-z_.]+)", (\w+)\]', text)
    assert {key: sizes[size] for key, size in offered} == TEXTS
    assert len(offered) == len(TEXTS)


def test_each_is_a_text_of_every_language_without_places() -> None:
    for language in ("en", "de"):
        found: dict[str, str] = {}
        for folder in ("", "later/", "portal/"):
            found |= json.loads((WIDGETS / f"locales/{folder}{language}.json").read_text("utf-8"))
        assert sorted(TEXTS.keys() - found.keys()) == []
        assert [key for key in TEXTS if "{" in found[key] or len(found[key]) > TEXTS[key]] == []


def test_each_is_used() -> None:
    sources = [
        path for path in WIDGETS.rglob("*.ts") if path != STUDIO and ".test." not in path.name
    ]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    unused = [key for key in TEXTS if f'"{key}"' not in text and not _made(key, text)]
    assert unused == []


def _made(key: str, text: str) -> bool:
    """Say whether a key is put together where it is used, as ``list.section_${name}``."""
    stem, found, _ = key.rpartition("_")
    return bool(found) and f"`{stem}_${{" in text


def test_each_is_documented_with_its_bound_and_none_says_who_may_read() -> None:
    rows = re.findall(r"^\| `([a-z_.]+)` \|.*\| (\d+) \|$", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert {key: int(most) for key, most in rows} == TEXTS
    assert [key for key in TEXTS if key.startswith(NEVER)] == []
