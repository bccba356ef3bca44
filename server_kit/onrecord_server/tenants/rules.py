"""What a palette must satisfy, and how the rest of a theme follows from it. Pure.

WCAG 2.2 AA: text 4.5 to 1 (1.4.3), parts of the interface 3 to 1 (1.4.11).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from onrecord.errors import ContrastTooLow
from onrecord.wire.tenants import Branding, Palette
from onrecord_server.tenants.colours import Oklch, contrast, nearest, passes, to_hex, to_oklch


Scheme = Literal["light", "dark"]
Seen = Literal["accent", "on_accent", "text"]
Ground = Literal["accent", "surface"]

TEXT_MINIMUM: Final = 4.5
PART_MINIMUM: Final = 3.0
DEFAULT_ACCENT: Final = "#4453c6"

_DANGER_HUE: Final = 0.45
_POSITIVE_HUE: Final = 2.62
#: Below this chroma a surface has no hue of its own to keep to.
_COLOURLESS: Final = 0.004


@dataclass(frozen=True, slots=True)
class Tone:
    """Where the derived colours of one scheme start, as OKLCH lightness.

    ``step`` is the way from one surface to the next; below zero it goes darker.
    """

    accent: float
    surface: float
    step: float
    text: float
    muted: float
    border: float
    strong: float


TONES: Final[dict[Scheme, Tone]] = {
    "light": Tone(0.50, 0.995, -0.022, 0.25, 0.50, 0.90, 0.66),
    "dark": Tone(0.72, 0.205, 0.038, 0.945, 0.72, 0.33, 0.56),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of one scheme, as ``#rrggbb``; each pair that meets is readable.

    ``raised`` and ``sunken`` lie beside ``surface``; ``accent_soft`` is the ground of one's own
    messages; ``accent_text`` is the accent where it is read as text; ``border_strong`` outlines
    what can be operated.
    """

    accent: str
    on_accent: str
    accent_text: str
    accent_soft: str
    surface: str
    surface_raised: str
    surface_sunken: str
    text: str
    text_muted: str
    border: str
    border_strong: str
    danger: str
    positive: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that meet: which, how far apart, and what would pass."""

    scheme: Scheme
    colour: Seen
    on: Ground
    ratio: float
    minimum: float
    passes: bool
    nearest: str

    @property
    def pair(self) -> str:
        """Name the pair as ``light.text on light.surface``."""
        return f"{self.scheme}.{self.colour} on {self.scheme}.{self.on}"

    def sentence(self) -> str:
        """State the rule, the measured ratio and the way out."""
        return (
            f"{self.pair} has a contrast of {self.ratio:.2f}; "
            f"it needs {self.minimum:g}. The nearest that passes is {self.nearest}."
        )


def _grounds(surface: str, accent: Oklch, step: float, scale: float) -> tuple[str, str, str, str]:
    base = to_oklch(surface)
    hue = base.hue if base.chroma > _COLOURLESS else accent.hue

    def at(steps: float, chroma: float, hue: float) -> str:
        tint = Oklch(base.lightness + steps * step * scale, chroma, hue)
        return to_hex(tint) if scale else surface

    neutral = min(accent.chroma, 0.008)
    soft = min(accent.chroma, 0.045) * scale
    return surface, at(1, neutral, hue), at(2, neutral, hue), at(2.4, soft, accent.hue)


def _surface(palette: Palette, accent: Oklch, tone: Tone) -> str:
    tint = min(accent.chroma, 0.003 if tone.step < 0 else 0.012)
    return palette.surface or to_hex(Oklch(tone.surface, tint, accent.hue))


def _text(palette: Palette, accent: Oklch, tone: Tone) -> str:
    return palette.text or to_hex(Oklch(tone.text, min(accent.chroma, 0.015), accent.hue))


def _settle(
    surface: str, text: str, given: bool, accent: Oklch, tone: Tone
) -> tuple[tuple[str, str, str, str], str]:
    """Draw the surfaces together until one text colour can be read on all of them."""
    for scale in (1.0, 0.5, 0.25):
        grounds = _grounds(surface, accent, tone.step, scale)
        found = nearest(text, grounds, TEXT_MINIMUM)
        if found is not None and (found == text or not given):
            return grounds, found
    alone = nearest(text, [surface], TEXT_MINIMUM) or text
    return (surface, surface, surface, surface), text if given else alone


def _accent(own: str | None, other: str | None, scheme: Scheme) -> str:
    if own or (other is None and scheme == "light"):
        return own or DEFAULT_ACCENT
    base = to_oklch(other or DEFAULT_ACCENT)
    return to_hex(base._replace(lightness=TONES[scheme].accent))


def _on_accent(palette: Palette, accent: str) -> str:
    if palette.on_accent:
        return palette.on_accent
    return "#ffffff" if contrast("#ffffff", accent) >= TEXT_MINIMUM else "#000000"


def theme(branding: Branding, scheme: Scheme) -> Theme:
    """Derive all colours of one scheme. Given colours are kept as they are, derived ones pass."""
    if scheme == "light":
        return _theme(branding.light, branding.dark.accent, scheme)
    return _theme(branding.dark, branding.light.accent, scheme)


@lru_cache(maxsize=512)
def _theme(palette: Palette, other_accent: str | None, scheme: Scheme) -> Theme:
    tone = TONES[scheme]
    named = _accent(palette.accent, other_accent, scheme)
    tint = to_oklch(named)
    surface, plain = _surface(palette, tint, tone), _text(palette, tint, tone)
    grounds, text = _settle(surface, plain, palette.text is not None, tint, tone)
    accent = named if palette.accent else _readable(named, grounds[:1], PART_MINIMUM, text)

    def toned(lightness: float, chroma: float, hue: float, minimum: float) -> str:
        return _readable(to_hex(Oklch(lightness, chroma, hue)), grounds, minimum, text)

    chroma = min(tint.chroma, 0.02)
    return Theme(
        accent=accent,
        on_accent=_on_accent(palette, accent),
        accent_text=_readable(accent, grounds, TEXT_MINIMUM, text),
        accent_soft=grounds[3],
        surface=grounds[0],
        surface_raised=grounds[1],
        surface_sunken=grounds[2],
        text=text,
        text_muted=toned(tone.muted, chroma, tint.hue, TEXT_MINIMUM),
        border=to_hex(Oklch(tone.border, chroma, tint.hue)),
        border_strong=toned(tone.strong, chroma, tint.hue, PART_MINIMUM),
        danger=toned(tone.muted, 0.19, _DANGER_HUE, TEXT_MINIMUM),
        positive=toned(tone.muted, 0.14, _POSITIVE_HUE, TEXT_MINIMUM),
    )


def _readable(colour: str, grounds: tuple[str, ...], minimum: float, text: str) -> str:
    return nearest(colour, grounds, minimum) or text


_MEETING: Final[tuple[tuple[Seen, Ground, float], ...]] = (
    ("text", "surface", TEXT_MINIMUM),
    ("accent", "surface", PART_MINIMUM),
    ("on_accent", "accent", TEXT_MINIMUM),
)


def pairs(branding: Branding) -> list[Pair]:
    """List the pairs of given colours that meet, in both schemes, passing or not."""
    schemes: tuple[Scheme, Scheme] = ("light", "dark")
    return [pair for scheme in schemes for pair in _pairs(scheme, theme(branding, scheme))]


def _pairs(scheme: Scheme, made: Theme) -> list[Pair]:
    found = []
    for colour, on, minimum in _MEETING:
        one, ground = getattr(made, colour), getattr(made, on)
        passing = nearest(one, [ground], minimum) or one
        enough = passes(one, [ground], minimum)
        found.append(Pair(scheme, colour, on, contrast(one, ground), minimum, enough, passing))
    return found


def too_close(branding: Branding) -> list[Pair]:
    """List the pairs below WCAG 2.2 AA, each with the nearest colour that passes."""
    return [pair for pair in pairs(branding) if not pair.passes]


def check_contrast(branding: Branding) -> None:
    """Refuse a branding that somebody could not read. Raises ``ContrastTooLow``.

    The problem names the first pair in ``pair``, ``ratio``, ``minimum`` and ``nearest``; its
    ``errors`` point at every one.
    """
    found = too_close(branding)
    if not found:
        return
    first = found[0]
    raise ContrastTooLow(
        first.sentence(),
        errors=[
            {"pointer": f"/branding/{pair.scheme}/{pair.colour}", "detail": pair.sentence()}
            for pair in found
        ],
        extra={
            "pair": first.pair,
            "ratio": round(first.ratio, 2),
            "minimum": first.minimum,
            "nearest": first.nearest,
        },
    )
