"""A tenant's look: CSS custom properties for the widgets, and TOML files for people.

Every value is made here from parsed numbers and names; nothing a tenant types is copied into CSS.
"""

import json
import tomllib
from dataclasses import fields
from math import floor
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from onrecord.errors import UsageError
from onrecord.wire.tenants import Branding, BrandingPreview, BrandingView, ColourPair, Palette
from onrecord_server.tenants.rules import Pair, Scheme, Theme, check_contrast, pairs, theme
from onrecord_server.tenants.texts import faults, replaceable


#: The families that end every font stack. ``system-ui`` comes late: on many Linux machines it is
#: a font that is too wide to read a conversation in, and the ones before it are there.
FALLBACK_FONTS: Final = (
    "-apple-system",
    '"Segoe UI"',
    "Roboto",
    "Inter",
    '"Noto Sans"',
    '"Liberation Sans"',
    "system-ui",
    "sans-serif",
)
#: How the light and the dark logo are displayed in each scheme.
_SHOWN: Final[dict[Scheme, tuple[str, str]]] = {
    "light": ("block", "none"),
    "dark": ("none", "block"),
}
_STEP: Final = {"comfortable": "4px", "compact": "3px"}

#: Every custom property that a branding sets, in order; a version of the widgets keeps this list.
PROPERTIES: Final = (
    *("--onrecord-" + field.name.replace("_", "-") for field in fields(Theme)),
    "--onrecord-radius",
    "--onrecord-step",
    "--onrecord-font",
    "--onrecord-logo-light",
    "--onrecord-logo-dark",
)


def font_stack(names: list[str]) -> str:
    """Return a CSS font stack: the tenant's families, quoted, then the system's own."""
    return ", ".join((*(f'"{name}"' for name in names), *FALLBACK_FONTS))


def css_properties(branding: Branding, scheme: Scheme) -> dict[str, str]:
    """Return the custom properties of one scheme, as ``{"--onrecord-accent": "#4453c6", …}``."""
    made = theme(branding, scheme)
    values = [getattr(made, field.name) for field in fields(Theme)]
    shape = [f"{branding.radius}px", _STEP[branding.density], font_stack(branding.fonts)]
    return dict(zip(PROPERTIES, [*values, *shape, *_SHOWN[scheme]], strict=True))


def present(branding: Branding, version: int) -> BrandingView:
    """Return the branding with its properties for both schemes, as the wire shows it."""
    return BrandingView(
        version=version,
        branding=replaceable(branding),
        light=css_properties(branding, "light"),
        dark=css_properties(branding, "dark"),
    )


def preview(branding: Branding) -> BrandingPreview:
    """Return the properties of both schemes and the contrast of each pair of a draft."""
    return BrandingPreview(
        light=css_properties(branding, "light"),
        dark=css_properties(branding, "dark"),
        pairs=[_measured(pair) for pair in pairs(branding)],
    )


def _measured(pair: Pair) -> ColourPair:
    return ColourPair(
        scheme=pair.scheme,
        colour=pair.colour,
        on=pair.on,
        ratio=floor(pair.ratio * 100) / 100,
        minimum=pair.minimum,
        passes=pair.passes,
        nearest=None if pair.passes else pair.nearest,
    )


def stylesheet(branding: Branding) -> str:
    """Return a style sheet that sets the properties on ``:root`` for both schemes."""

    def block(scheme: Scheme) -> str:
        return "".join(f"{k}:{v};" for k, v in css_properties(branding, scheme).items())

    return (
        f":root{{color-scheme:light dark;{block('light')}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{block('dark')}}}}}"
    )


def load_branding(path: str | Path) -> Branding:
    """Read a branding from a TOML file.

    Raises ``UsageError`` with the file and the member at fault, ``ContrastTooLow`` for colours
    that cannot be read.
    """
    try:
        document = tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as TOML: {error}") from error
    return branding_from(document, str(path))


def branding_from(document: dict[str, Any], source: str = "branding") -> Branding:
    """Return a checked branding from plain data; a member it does not know is refused by name."""
    unknown = _unknown_members(document)
    if unknown:
        raise UsageError(f"{source}: {unknown[0]} is not a member of a branding")
    try:
        branding = Branding.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{source}: {where}: {first['msg']}") from error
    check_contrast(branding)
    for where, fault in faults(branding):
        raise UsageError(f"{source}: texts.{where.replace('/', '.', 1)}: {fault}")
    return branding


def _unknown_members(document: dict[str, Any]) -> list[str]:
    unknown = [name for name in document if name not in Branding.model_fields]
    for scheme in ("light", "dark"):
        palette = document.get(scheme)
        names = palette if isinstance(palette, dict) else {}
        unknown += [f"{scheme}.{name}" for name in names if name not in Palette.model_fields]
    return unknown


def save_branding(branding: Branding, path: str | Path) -> None:
    """Write a branding as a TOML file that ``load_branding`` reads back equal."""
    Path(path).write_text(to_toml(branding), "utf-8")


def to_toml(branding: Branding) -> str:
    """Return the branding as TOML; members at their default are left out."""
    document = branding.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    return "\n".join(_toml_lines(document, ())) + "\n"


def _toml_lines(table: dict[str, Any], path: tuple[str, ...]) -> list[str]:
    plain = {k: v for k, v in table.items() if not isinstance(v, dict)}
    lines = [f"{_toml(key)} = {_toml(value)}" for key, value in plain.items()]
    if path and lines:
        lines.insert(0, f"[{'.'.join(_toml(part) for part in path)}]")
    for key, value in table.items():
        if isinstance(value, dict):
            lines += _toml_lines(value, (*path, key))
    return lines


def _toml(value: object) -> str:
    # JSON's strings, numbers and arrays of strings are TOML too, but for DEL, which TOML escapes.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
