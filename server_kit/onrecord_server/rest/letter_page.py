"""The page of a notice as HTML: it works without a script, loads nothing from elsewhere, and says what it is told. Pure."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from onrecord_server.rest.letter_words import WORDS
from onrecord_server.sms.notices import rules
from onrecord_server.sms.notices.commands import Line, Looked
from onrecord_server.tenants.branding import stylesheet


_LAYOUT: Final = """
*{box-sizing:border-box}
body{margin:0;background:var(--onrecord-surface);color:var(--onrecord-text);font:400 1rem/1.5 var(--onrecord-font)}
main{max-width:36rem;margin:0 auto;padding:1.25rem 1rem 3rem}
header{display:flex;align-items:center;gap:.75rem;min-height:2.5rem;margin-bottom:1.25rem;font-weight:600}
header img{max-height:2.5rem;max-width:12rem}
h1{font-size:1.375rem;line-height:1.25;margin:0 0 .75rem;overflow-wrap:anywhere}
p{margin:0 0 1rem}
form{margin:0 0 1.25rem}
label{display:block;margin-bottom:.25rem;font-weight:600}
input,textarea{display:block;width:100%;padding:.625rem .75rem;border:1px solid var(--onrecord-border-strong);
border-radius:var(--onrecord-radius);background:var(--onrecord-surface-raised);color:inherit;font:inherit}
input{max-width:12rem;font-size:1.25rem;letter-spacing:.2em}
textarea{min-height:7rem;resize:vertical}
button{display:inline-block;min-height:2.75rem;margin-top:.75rem;padding:.5rem 1.25rem;border:1px solid var(--onrecord-accent);
border-radius:var(--onrecord-radius);background:var(--onrecord-accent);color:var(--onrecord-on-accent);font:inherit;font-weight:600;cursor:pointer}
button.second{border-color:var(--onrecord-border-strong);background:transparent;color:inherit}
:focus-visible{outline:3px solid var(--onrecord-accent-text);outline-offset:2px}
ol{list-style:none;margin:0 0 1.5rem;padding:0}
li{margin:0 0 .75rem;padding:.75rem;border:1px solid var(--onrecord-border);border-radius:var(--onrecord-radius);
background:var(--onrecord-surface-raised)}
li.mine{margin-inline-start:2rem;background:var(--onrecord-accent-soft)}
li p{margin:.25rem 0 0;white-space:pre-wrap;overflow-wrap:anywhere}
time{white-space:nowrap}
.small{color:var(--onrecord-text-muted);font-size:.875rem}
.gone{font-style:italic;color:var(--onrecord-text-muted)}
.said{padding:.75rem;border-inline-start:4px solid var(--onrecord-accent);background:var(--onrecord-surface-sunken)}
.said.bad{border-color:var(--onrecord-danger)}
"""

_HEADERS: Final = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow, noarchive",
}
#: Sayings that nothing is wrong with.
_GOOD: Final = frozenset({"sent"})


@dataclass(frozen=True, slots=True)
class Said:
    """What is said on top of the page: a key of the words, and what stands in them."""

    key: str
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A page that is about to be shown: to whom, in which language, and what is said on top."""

    looked: Looked
    language: str
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """What an open page has: what was said, the proof that its form is ours, and what was typed and not taken."""

    lines: tuple[Line, ...]
    proof: str
    once: str
    typed: str = ""


def headers(style: str) -> dict[str, str]:
    """Return the headers of a page with this style: nothing else of it runs, loads or is framed."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return {**_HEADERS, "content-security-policy": policy}


def style_of(looked: Looked) -> str:
    """Return the style of a page in a tenant's look: made of parsed colours and names alone."""
    return stylesheet(looked.branding) + _LAYOUT


def gone(language: str) -> tuple[str, str]:
    """Return style and page of a link that opens nothing; it says of nobody that they wrote."""
    letter = Letter(Looked(), language)
    body = f"<h1>{_say(letter, 'gone')}</h1>\n<p>{_say(letter, 'gone_why')}</p>"
    return style_of(letter.looked), _page(letter, _say(letter, "gone"), "", body)


def locked(letter: Letter, *, asked: bool) -> tuple[str, str]:
    """Return style and page of a link that asks for a code; ``asked``: one was sent a moment ago."""
    title = _say(letter, "locked", name=letter.looked.name)
    parts = [f"<h1>{title}</h1>", *_said(letter)]
    if letter.looked.stopped:
        parts.append(_note(_say(letter, "stopped"), bad=True))
    else:
        parts += _asking(letter, asked)
    return style_of(letter.looked), _page(letter, title, _header(letter), "\n".join(parts))


def _asking(letter: Letter, asked: bool) -> Iterator[str]:
    first = "" if asked else f"<p>{_say(letter, 'locked_why')}</p>\n"
    ask = (
        f'{first}<form method="post"><input type="hidden" name="do" value="ask">'
        f"<button{' class=second' if asked else ''}>{_say(letter, 'again' if asked else 'ask')}</button></form>"
    )
    enter = (
        '<form method="post"><input type="hidden" name="do" value="open">'
        f'<label for="code">{_say(letter, "code")}</label>'
        '<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required'
        f"{' autofocus' if asked else ''}>"
        f"<button{'' if asked else ' class=second'}>{_say(letter, 'open')}</button></form>"
    )
    yield from (enter, ask) if asked else (ask, enter)


def opened(letter: Letter, there: Open) -> tuple[str, str]:
    """Return style and page of a link that a code has opened: what was said, and a place to answer."""
    title = _say(letter, "locked", name=letter.looked.name)
    lines = "\n".join(_line(letter, one) for one in there.lines)
    form = (
        '<form method="post"><input type="hidden" name="do" value="answer">'
        f'<input type="hidden" name="proof" value="{escape(there.proof)}">'
        f'<input type="hidden" name="once" value="{escape(there.once)}">'
        f'<label for="answer">{_say(letter, "answer")}</label>'
        f'<textarea id="answer" name="text" maxlength="{rules.LONGEST}" required aria-describedby="kept" dir="auto">'
        f"\n{escape(there.typed)}</textarea>"
        f'<p class="small" id="kept">{_say(letter, "kept")}</p>'
        f"<button>{_say(letter, 'send')}</button></form>"
    )
    body = "\n".join([f"<h1>{title}</h1>", *_said(letter), f"<ol>{lines}</ol>", form])
    return style_of(letter.looked), _page(letter, title, _header(letter), body)


def _line(letter: Letter, one: Line) -> str:
    who = _say(letter, "me") if one.mine else _say(letter, "them", name=letter.looked.name)
    at = datetime.fromtimestamp(one.at / 1_000_000, UTC)
    when = f'<time datetime="{at:%Y-%m-%dT%H:%M:%SZ}">{_moment(letter, one.at)}</time>'
    text = (
        f'<p class="gone">{_say(letter, one.state)}</p>'
        if one.text is None
        else f'<p dir="auto">{escape(one.text)}</p>'
    )
    mine = ' class="mine"' if one.mine else ""
    return f'<li{mine}><span class="small"><b>{who}</b> · {when}</span>{text}</li>'


def _moment(letter: Letter, at: int) -> str:
    zone = letter.looked.tz
    local = datetime.fromtimestamp(at / 1_000_000, ZoneInfo(zone) if zone else UTC)
    form = "%d.%m.%Y, %H:%M" if letter.language == "de" else "%Y-%m-%d, %H:%M"
    return local.strftime(form) + ("" if zone else " UTC")


def _said(letter: Letter) -> Iterator[str]:
    said = letter.said
    if said is None:
        return
    time = "" if said.until is None else _moment(letter, said.until)
    text = _say(letter, said.key, time=time, count=str(rules.LONGEST))
    yield _note(text, bad=said.key not in _GOOD)


def _note(text: str, *, bad: bool) -> str:
    return (
        f'<p class="said{" bad" if bad else ""}" role="{"alert" if bad else "status"}">{text}</p>'
    )


def _say(letter: Letter, key: str, **values: str) -> str:
    """Return words of ours, with what stands in them escaped."""
    safe = {name: escape(value) for name, value in values.items()}
    return escape(WORDS[letter.language][key], quote=False).format(**safe)


def _header(letter: Letter) -> str:
    branding = letter.looked.branding
    name = f"<span>{escape(branding.product_name)}</span>"
    if branding.logo_light is not None:
        dark = "?logo=dark" if branding.logo_dark is not None else "?logo=light"
        source = f'<source srcset="{dark}" media="(prefers-color-scheme: dark)">'
        logo = (
            f'<picture>{source}<img src="?logo=light" alt="{escape(branding.logo_alt)}"></picture>'
        )
    elif branding.logo is not None:
        logo = f'<img src="{escape(branding.logo)}" alt="{escape(branding.logo_alt)}">'
    else:
        logo = ""
    return f"<header>{logo}{name}</header>\n"


def _page(letter: Letter, title: str, header: str, body: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{letter.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="robots" content="noindex, nofollow">\n'
        f"<title>{title}</title>\n<style>{style_of(letter.looked)}</style>\n</head>\n"
        f"<body>\n<main>\n{header}{body}\n</main>\n</body>\n</html>\n"
    )
