"""Settings from ``ONRECORD_…``: texts become what a setting takes, or are refused with its name.

Plain settings are read as they stand. Settings with members (`limits`, `rate_limits`, `issuers`, `attachments`)
are a JSON or a TOML value, such as ``{"members": 500}`` or ``{members = 500}``. What is code
(`classifiers`, `describe_subject`, `gates`, `journals`, `projections`, `reactors`, `roles`, `witnesses`) has no
variable.
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, Final

from onrecord.errors import UsageError
from onrecord_server.core.files import Attachments, FileRules
from onrecord_server.core.settings import Limits
from onrecord_server.doorway.limits import Rate, RateLimits, Rates
from onrecord_server.people.issuers import Issuer


PREFIX: Final = "ONRECORD_"
CODE: Final = frozenset(
    {
        *("classifiers", "describe_subject", "gates", "journals", "projections", "reactors"),
        *("roles", "witnesses"),
    }
)
_YES_OR_NO: Final = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


def read(name: str, text: str, default: object) -> Any:
    """Return the value of a setting from the text of its variable. Raises ``UsageError``."""
    variable = PREFIX + name.upper()
    if name in CODE:
        raise UsageError(f"{variable}: {name} are code; give them to OnRecord as an argument")
    if name in _STRUCTURED:
        return _structured(variable, text, _STRUCTURED[name])
    try:
        return _plain(text.strip(), default)
    except (KeyError, ValueError):
        raise UsageError(f"{variable} cannot be {text!r}") from None


def _plain(text: str, default: object) -> Any:
    if isinstance(default, bool):
        return _YES_OR_NO[text.lower()]
    if isinstance(default, float | int):
        return type(default)(text)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


def _structured(variable: str, text: str, make: Callable[[Any], Any]) -> Any:
    try:
        return make(_value(text))
    except UsageError as wrong:
        raise UsageError(f"{variable}: {wrong}") from None


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return tomllib.loads(f"value = {text.strip()}")["value"]
    except tomllib.TOMLDecodeError:
        said = 'it is neither a JSON nor a TOML value, such as {"members": 500} or {members = 500}'
        raise UsageError(said) from None


def _members(kind: type[Any], found: Any, without: str = "") -> dict[str, Any]:
    known = [f.name for f in fields(kind) if f.name != without]
    if not isinstance(found, Mapping):
        raise UsageError(f"it is an object with members of {kind.__name__}: {', '.join(known)}")
    unknown = sorted(set(found) - set(known))
    if unknown:
        raise UsageError(f"{kind.__name__} has no {unknown[0]!r}; it has {', '.join(known)}")
    return dict(found)


def _limits(found: Any) -> Limits:
    return Limits(**_members(Limits, found))


def _rate_limits(found: Any) -> RateLimits:
    given = _members(RateLimits, found)
    return RateLimits(**{name: _rates(name, said) for name, said in given.items()})


def _rates(name: str, said: Any) -> Rates:
    words = [said] if isinstance(said, str) else said
    return tuple(map(Rate.parse, _texts(name, words, "rates such as '5/s burst 20'")))


def _issuers(found: Any) -> tuple[Issuer, ...]:
    if not isinstance(found, list):
        raise UsageError("it is a list of objects with members of Issuer")
    return tuple(map(_issuer, found))


def _issuer(found: Any) -> Issuer:
    given = _members(Issuer, found, without="fetch")
    for name in ("tenant", "issuer", "audience"):
        if not isinstance(given.get(name), str):
            raise UsageError(f"an issuer has a text as its {name}")
    if not isinstance(given.get("keys"), str | Mapping):
        raise UsageError("an issuer's keys are a JWKS, or the path of a file with one")
    if type(given.get("max_age", 1)) is not int:
        raise UsageError("an issuer's max_age is a whole number of seconds")
    sets = {name: given[name] for name in ("algorithms", "scopes") if name in given}
    return Issuer(**given | {k: frozenset(_texts(k, v, "names")) for k, v in sets.items()})


def _attachments(found: Any) -> Attachments:
    given = _members(Attachments, found)
    rules = _members(FileRules, given.pop("rules", {}))
    if "types" in rules:
        rules["types"] = frozenset(_texts("types", rules["types"], "media types"))
    if not isinstance(given.get("store_options", {}), Mapping):
        raise UsageError("store_options is an object")
    for name in ("store", "scanner"):
        if not isinstance(given.get(name, ""), str):
            raise UsageError(f"{name} is a text here; give an object to OnRecord as an argument")
    if "older_stores" in given:
        given["older_stores"] = tuple(_texts("older_stores", given["older_stores"], "stores"))
    return Attachments(**given, rules=FileRules(**rules))


def _texts(name: str, said: Any, what: str) -> list[str]:
    if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
        raise UsageError(f"{name} is a list of {what}")
    return said


_STRUCTURED: Final[Mapping[str, Callable[[Any], Any]]] = {
    "limits": _limits,
    "rate_limits": _rate_limits,
    "issuers": _issuers,
    "attachments": _attachments,
}
