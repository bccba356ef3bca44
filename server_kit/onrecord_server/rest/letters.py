"""The door at which people outside read what a notice links to. They have a link and a code, and no login.

Whatever a link opens is asked of the operations of notices; here it is only read, counted and shown.
"""

import base64
import hmac
import logging
from dataclasses import dataclass, replace
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlsplit

from starlette.types import Receive, Scope, Send

from onrecord.errors import Invalid, RateLimited, TooLarge
from onrecord.wire.logos import GetLogo
from onrecord_server.attachments import logos
from onrecord_server.attachments.plans import Serving
from onrecord_server.core.outside import HERE
from onrecord_server.core.ports import Ports
from onrecord_server.doorway.calls import Calls
from onrecord_server.doorway.limits import Limiter, Rate, RateLimits
from onrecord_server.rest import http, letter_page
from onrecord_server.rest.http import Response
from onrecord_server.rest.letter_page import Letter, Open, Said
from onrecord_server.rest.letter_words import language
from onrecord_server.sms.commands import house
from onrecord_server.sms.notices import commands as c
from onrecord_server.sms.notices import rules
from onrecord_server.sms.rules import hook_parts


logger = logging.getLogger("onrecord.sms")

_BELOW: Final = "sms/read/"
COOKIE: Final = "onrecord_read"
#: Bytes of a form, and of a secret in a link: each of ours is shorter.
_MOST: Final = 64 * 1024
_LONGEST: Final = 128
_FORM: Final = "application/x-www-form-urlencoded"
#: Of one link, in one process: what is asked for and what is only looked at.
_RATES: Final = RateLimits(
    person_writes=(Rate(0.5, 15),), person_reads=(Rate(2, 60),), tenant_writes=(), tenant_reads=()
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a page: whose link it is, what it opens, and the secret of an open one."""

    tenant: str
    token: str
    looked: c.Looked
    language: str
    session: str

    @property
    def letter(self) -> Letter:
        """Return the page that is about to be shown."""
        return Letter(self.looked, self.language)


class Letters:
    """Serves ``sms/read/TOKEN`` below the mount, as plain HTML."""

    def __init__(self, calls: Calls, ports: Ports, public_base_url: str | None) -> None:
        """Keep the parts; without ``public_base_url`` there are no links, and none opens."""
        self._calls = calls
        self._ports = ports
        self._base = None if public_base_url is None else urlsplit(public_base_url)
        self._limiter = Limiter(_RATES)

    def serves(self, path: str) -> bool:
        """Say whether a path below the mount is ours."""
        return path.startswith(_BELOW)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            answer = await self._answer(scope, receive)
        except http.Disconnected:
            return
        except TooLarge:
            answer = _plain(413, "too large")
        except RateLimited as refused:
            answer = _plain(429, "too many requests", {"retry-after": str(refused.retry_after)})
        except Exception:
            logger.exception("a page for somebody outside could not be shown")
            answer = _plain(503, "not now", {"retry-after": "5"})
        await answer.send(send, head=scope["method"] == "HEAD")

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        method = scope["method"]
        if method not in ("GET", "HEAD", "POST"):
            return _plain(405, "GET, HEAD or POST", {"allow": "GET, HEAD, POST"})
        asked = await self._asked(scope)
        if asked is None:
            return _shown(404, letter_page.gone(language(None, _header(scope, "accept-language"))))
        if method == "POST":
            return await self._post(scope, receive, asked)
        logo = dict(http.query_pairs(scope)).get("logo")
        if logo is not None:
            return await self._logo(asked, dark=logo == "dark")
        return await self._page(asked, reads=method == "GET" and not _is_ahead(scope))

    async def _asked(self, scope: Scope) -> Asked | None:
        """Return whose page it is; one that opens nothing is as one that never was."""
        segments = http.path_segments(scope) or []
        secret = segments[2] if len(segments) == 3 else ""
        tenant, token = hook_parts(secret)
        if self._base is None or not tenant or not 0 < len(token) <= _LONGEST:
            return None
        self._limiter.check(tenant, rules.token_hash(token), writes=scope["method"] == "POST")
        try:
            told = await self._call(c.LOOK.name, c.LookAtNotice(token=token), tenant)
        except Invalid:  # there is no such tenant
            return None
        looked = c.Looked.model_validate(told)
        if not looked.opens:
            return None
        spoken = language(looked.locale, _header(scope, "accept-language"))
        return Asked(tenant, token, looked, spoken, _session(scope))

    async def _call(self, name: str, command: Any, tenant: str) -> Any:
        return (await self._calls.call(name, command, house(tenant))).value

    # -- looking -----------------------------------------------------------------------------------

    async def _page(self, asked: Asked, *, reads: bool = True, typed: str = "") -> Response:
        """Show what was said to who has opened the page, and to others that there is something."""
        lines = await self._lines(asked) if reads and asked.session else None
        if lines is None:
            return _shown(200, letter_page.locked(asked.letter, asked=False))
        return self._opened(asked.letter, asked, lines, typed)

    async def _lines(self, asked: Asked) -> tuple[c.Line, ...] | None:
        command = c.ReadNotice(token=asked.token, session=asked.session)
        shown = c.Shown.model_validate(await self._call(c.READ.name, command, asked.tenant))
        return shown.lines if shown.open else None

    def _opened(
        self, letter: Letter, asked: Asked, lines: tuple[c.Line, ...], typed: str
    ) -> Response:
        once = rules.secret(self._ports.entropy(rules.LINK_BYTES))
        return _shown(
            200, letter_page.opened(letter, Open(lines, _proof(asked.session), once, typed))
        )

    async def _logo(self, asked: Asked, *, dark: bool) -> Response:
        """Serve the logo that the page shows, as it was written anew when it was given."""
        branding = asked.looked.branding
        logo = branding.logo_dark if dark else branding.logo_light
        if logo is None:
            return _plain(404, "not found")
        told = await self._call(logos.SERVE.name, GetLogo(logo_id=logo), asked.tenant)
        serving = Serving.model_validate(told)
        headers = {
            "content-type": serving.media_type,
            "cache-control": "private, max-age=3600",
            "x-content-type-options": "nosniff",
            "cross-origin-resource-policy": "same-origin",
        }
        return Response(200, base64.b64decode(serving.inline or ""), headers)

    # -- asking ------------------------------------------------------------------------------------

    async def _post(self, scope: Scope, receive: Receive, asked: Asked) -> Response:
        if not _is_ours(scope):
            return _plain(403, "from another page")
        body = await http.read_body(scope, receive, _MOST)
        try:
            form = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20))
        except ValueError:
            return _plain(400, "not a form")
        does = {"ask": self._ask, "open": self._open, "answer": self._take}.get(form.get("do", ""))
        return _plain(400, "not a form") if does is None else await does(asked, form)

    async def _ask(self, asked: Asked, _: dict[str, str]) -> Response:
        came = c.Came.model_validate(
            await self._call(c.ASK_CODE.name, c.AskForCode(token=asked.token), asked.tenant)
        )
        return self._locked(asked, came)

    def _locked(self, asked: Asked, came: c.Came) -> Response:
        """Show what came of asking for a code, or of entering one."""
        if came.outcome == "gone":
            return _shown(404, letter_page.gone(asked.language))
        stopped = came.outcome == "stopped"
        looked = asked.looked.model_copy(update={"stopped": stopped or asked.looked.stopped})
        said = None if stopped else Said(came.outcome, came.until)
        letter = Letter(looked, asked.language, said)
        has_one = came.outcome in ("sent", "wrong", "later")
        return _shown(200, letter_page.locked(letter, asked=has_one))

    async def _open(self, asked: Asked, form: dict[str, str]) -> Response:
        session = rules.secret(self._ports.entropy(rules.SESSION_BYTES))
        typed = form.get("code", "")[:64]
        command = c.OpenNotice(token=asked.token, code=typed, session=session)
        came = c.Came.model_validate(await self._call(c.OPEN.name, command, asked.tenant))
        if came.outcome != "opened":
            return self._locked(asked, came)
        return self._back(asked, {"set-cookie": self._cookie(asked, session)})

    async def _take(self, asked: Asked, form: dict[str, str]) -> Response:
        """Take an answer; what was not taken stands in the form again."""
        if not hmac.compare_digest(_proof(asked.session), form.get("proof", "")):
            return _shown(200, letter_page.locked(_with(asked, "closed"), asked=False))
        text, once = form.get("text", "").replace("\r\n", "\n"), form.get("once", "")[:64]
        command = c.AnswerNotice(token=asked.token, session=asked.session, text=text, once=once)
        told = c.Answered.model_validate(await self._call(c.ANSWER.name, command, asked.tenant))
        if told.outcome == "taken":
            return self._back(asked, {})
        lines = None if told.outcome == "closed" else await self._lines(asked)
        if lines is None:
            return _shown(200, letter_page.locked(_with(asked, "closed"), asked=False))
        key = "many" if told.outcome == "later" else told.outcome
        return self._opened(_with(asked, key), asked, lines, text)

    def _back(self, asked: Asked, headers: dict[str, str]) -> Response:
        """Lead back to the page, so that nothing is sent again when it is loaded anew."""
        where = {"location": self._path(asked), "cache-control": "no-store"}
        return Response(303, b"", {**where, "referrer-policy": "no-referrer", **headers})

    def _path(self, asked: Asked) -> str:
        path = "" if self._base is None else quote(self._base.path.rstrip("/"), safe="/%~")
        return f"{path}/{_BELOW}{asked.token}.{asked.tenant}"

    def _cookie(self, asked: Asked, session: str) -> str:
        """Return the cookie that opens this page alone; in the open it goes on this machine only."""
        life = rules.OPEN_FOR // 1_000_000
        parts = [f"{COOKIE}={session}", f"Path={self._path(asked)}", f"Max-Age={life}"]
        base = self._base
        plain = base is not None and base.scheme == "http" and base.hostname in HERE
        return "; ".join([*parts, "HttpOnly", "SameSite=Strict", *([] if plain else ["Secure"])])


def _with(asked: Asked, key: str) -> Letter:
    return replace(asked.letter, said=Said(key))


def _proof(session: str) -> str:
    """Return what a form of an open page holds: no other page knows it."""
    return rules.token_hash(f"form:{session}") if session else "none"


def _session(scope: Scope) -> str:
    """Return the secret of an open page, where the browser has one for this link alone."""
    try:
        found = SimpleCookie(_header(scope, "cookie")).get(COOKIE)
    except CookieError:
        return ""
    return "" if found is None else found.value[:_LONGEST]


def _header(scope: Scope, name: str) -> str:
    values = http.header_values(scope).get(name, ())
    return values[0] if len(values) == 1 else ""


def _is_ahead(scope: Scope) -> bool:
    """Say whether a browser fetches the page before anybody wants to see it."""
    return "prefetch" in _header(scope, "sec-purpose") or _header(scope, "purpose") == "prefetch"


def _is_ours(scope: Scope) -> bool:
    """Say whether a form is one of the page's own, as far as the browser tells.

    ``Origin`` tells nothing: it is ``null`` for forms of a page that sends no referrer.
    """
    site = _header(scope, "sec-fetch-site")
    kind = _header(scope, "content-type").split(";")[0].strip().lower()
    return kind == _FORM and site in ("", "same-origin", "none")


def _shown(status: int, made: tuple[str, str]) -> Response:
    style, page = made
    return Response(status, page.encode(), letter_page.headers(style))


def _plain(status: int, said: str, headers: dict[str, str] | None = None) -> Response:
    plain = {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store"}
    kept = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
    return Response(status, said.encode(), {**plain, **kept, **(headers or {})})
