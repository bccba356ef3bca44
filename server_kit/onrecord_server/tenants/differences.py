"""Where two brandings differ, member by member. Pure."""

from collections.abc import Iterator
from typing import Any

from onrecord.wire.tenants import Branding, BrandingChange


def differences(before: Branding, after: Branding) -> list[BrandingChange]:
    """List every member that differs, in the order in which a branding has them."""
    was, now = (
        dict(_leaves(before.model_dump(mode="json"))),
        dict(_leaves(after.model_dump(mode="json"))),
    )
    return [
        BrandingChange(member=name, before=was.get(name), after=now.get(name))
        for name in dict.fromkeys((*now, *was))
        if was.get(name) != now.get(name)
    ]


def _leaves(value: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each member that says something, with its path; a list of names is one text."""
    for name, given in value.items():
        if isinstance(given, dict):
            yield from _leaves(given, f"{path}{name}.")
        elif given not in (None, "", []):
            yield f"{path}{name}", ", ".join(given) if isinstance(given, list) else str(given)
