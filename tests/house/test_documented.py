"""Every public name, endpoint, event, error code and setting has its place in docs/reference."""

import re

import onrecord
import onrecord_server
from onrecord.endpoints import ENDPOINTS
from onrecord.errors import Refusal, refusals
from onrecord.wire.events import EVENTS
from onrecord_server.cli import parser
from tests.support.project import PACKAGES, ROOT, sources


PAGES = ROOT / "docs" / "reference"


def _page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def _everything() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.md")))


def test_every_endpoint_has_a_heading_and_says_what_it_does() -> None:
    page = _page("endpoints")
    assert [name for name in ENDPOINTS if f"## `{name}`\n" not in page] == []
    assert [name for name, endpoint in ENDPOINTS.items() if not endpoint.summary] == []


def test_every_endpoint_name_and_route_is_used_once() -> None:
    routes = [(endpoint.method, endpoint.path) for endpoint in ENDPOINTS.values()]
    assert len(set(routes)) == len(routes)


def test_every_event_has_a_heading_and_says_what_happened() -> None:
    page = _page("events")
    assert [name for name in EVENTS if f"## `{name}`\n" not in page] == []
    assert [name for name, event in EVENTS.items() if not event.__doc__] == []


def test_every_event_names_its_audience() -> None:
    assert [name for name, event in EVENTS.items() if "udience" not in (event.__doc__ or "")] == []


def test_every_error_code_is_unique_and_documented() -> None:
    page, classes = _page("errors"), _family(Refusal)
    codes = [kind.code for kind in classes]
    assert len(set(codes)) == len(codes)
    assert [code for code in codes if f"| `{code}` |" not in page] == []
    assert set(refusals()) <= set(codes)


def test_every_command_has_a_heading() -> None:
    page = _page("cli")
    (verbs,) = re.findall(r"\{([a-z,-]+)\}", parser().format_usage())
    assert [verb for verb in verbs.split(",") if f"## `onrecord {verb}`\n" not in page] == []


def test_every_logger_is_told_of() -> None:
    page = (ROOT / "docs" / "guides" / "operations.md").read_text(encoding="utf-8")
    code = "".join(path.read_text(encoding="utf-8") for path in sources(*PACKAGES))
    named = set(re.findall(r'getLogger\("(.+?)"\)', code))
    assert sorted(one for one in named if f"`{one}`" not in page) == []


def test_every_exported_name_is_in_the_reference() -> None:
    names = {*onrecord.__all__, *onrecord_server.__all__} - {"__version__"}
    everything = _everything()
    assert [name for name in sorted(names) if f"`{name}`" not in everything] == []


def _family(kind: type[Refusal]) -> list[type[Refusal]]:
    """The public classes; the server's own kinds of one go by its code."""
    if kind.__module__.split(".")[0] != "onrecord":
        return []
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in _family(child))]
