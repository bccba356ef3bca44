"""Colour arithmetic: sRGB, OKLCH and WCAG contrast. Pure.

OKLab is Björn Ottosson's (2020), as in CSS Color 4; contrast is that of WCAG 2.2.
"""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Oklch(NamedTuple):
    """A colour by perceived lightness (0 to 1), chroma (0 to about 0.37) and hue (radians)."""

    lightness: float
    chroma: float
    hue: float


_STEPS = 250


def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return red, green, blue


def to_oklch(colour: str) -> Oklch:
    """Return the OKLCH coordinates of a ``#rrggbb`` colour."""
    r, g, b = _rgb(colour)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b_axis = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(light, math.hypot(a, b_axis), math.atan2(b_axis, a))


def _to_rgb(colour: Oklch) -> tuple[float, float, float]:
    a = colour.chroma * math.cos(colour.hue)
    b = colour.chroma * math.sin(colour.hue)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(rgb: Iterable[float]) -> bool:
    return all(-0.0001 <= channel <= 1.0001 for channel in rgb)


def _into_gamut(colour: Oklch) -> Oklch:
    """Keep lightness and hue, and as much chroma as sRGB can show."""
    if _fits(_to_rgb(colour)):
        return colour
    low, high = 0.0, colour.chroma
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if _fits(_to_rgb(colour._replace(chroma=middle))) else (low, middle)
        )
    return colour._replace(chroma=low)


def to_hex(colour: Oklch) -> str:
    """Return ``#rrggbb``, with less chroma where sRGB cannot show all of it."""
    lightness = min(max(colour.lightness, 0.0), 1.0)
    rgb = _to_rgb(_into_gamut(colour._replace(lightness=lightness)))
    return "#" + "".join(f"{round(_gamma(min(max(c, 0.0), 1.0)) * 255):02x}" for c in rgb)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2, 0 to 1."""
    r, g, b = _rgb(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def passes(colour: str, backgrounds: Iterable[str], minimum: float) -> bool:
    """Say whether a colour reaches a contrast ratio on every one of the backgrounds."""
    return all(contrast(colour, background) >= minimum for background in backgrounds)


def _outwards(lightness: float) -> Iterator[float]:
    yield lightness
    for step in range(1, _STEPS + 1):
        yield max(lightness - step / _STEPS, 0.0)
        yield min(lightness + step / _STEPS, 1.0)


def nearest(colour: str, backgrounds: Iterable[str], minimum: float) -> str | None:
    """Return the colour of nearest lightness, same hue, that passes on all backgrounds.

    On one background it always exists up to 4.5 (black or white pass); on several it may not.
    """
    grounds = list(backgrounds)
    if passes(colour, grounds, minimum):
        return colour
    start = to_oklch(colour)
    candidates = (to_hex(start._replace(lightness=at)) for at in _outwards(start.lightness))
    return next((c for c in candidates if passes(c, grounds, minimum)), None)
