"""What a telephone number is, whoever writes it how, and who may be written to. Pure.

Numbers are kept in E.164 (ITU-T), so that SMS-5's consent is of one number however it was typed. What a
number is comes from the metadata of phonenumberslite; which zone it is in does not (see ``zones``).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from onrecord_server.sms.zones import AREA_CODES


Kind = Literal["mobile", "landline", "either", "toll_free", "voip", "other"]
Trouble = Literal[
    "empty",
    "no_number",
    "no_country",
    "extension",
    "short_code",
    "emergency",
    "premium",
    "shared_cost",
]
SenderKind = Literal["long_code", "toll_free", "short_code", "name"]

#: What people are told of a number that is refused: the rule, and what to do next.
SAID: Final[dict[Trouble, str]] = {
    "empty": "Write a number.",
    "no_number": "This is not a number that anybody has: look at its digits.",
    "no_country": "Begin with + and the code of the country.",
    "extension": "A text cannot go to an extension: write the number without it.",
    "short_code": "A short code is no person's number.",
    "emergency": "This is an emergency number.",
    "premium": "Texts to this number cost extra.",
    "shared_cost": "This number shares its cost with who writes to it.",
}

_TYPES: Final[dict[int, Kind]] = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "landline",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "either",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.VOIP: "voip",
}
_DEAR: Final[dict[int, Trouble]] = {
    PhoneNumberType.PREMIUM_RATE: "premium",
    PhoneNumberType.SHARED_COST: "shared_cost",
}
#: Answered by phones nearly everywhere, whatever the country of the company.
_EMERGENCY: Final = frozenset({"112", "911", "999"})
_LEAST: Final = 3
_SHORT: Final = 6
_TYPED: Final = re.compile(r"\+?[\d\s().\-/]*")
_EXTENSION: Final = re.compile(r"(?:;ext=|ext\.?|x|#|,+|durchwahl|poste)\s*\d{1,7}\Z")
_DASHES: Final = re.compile(r"[‐-―−]")  # noqa: RUF001 - as they are typed
_NAME: Final = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that somebody may have. ``region`` is an ISO 3166-1 code, or 001 for no country's.

    ``either``: in this plan mobile phones and others cannot be told apart, as in that of +1.
    """

    e164: str
    region: str
    kind: Kind

    @property
    def state(self) -> str | None:
        """Return in which state of the United States the number was given out, if that is known."""
        return AREA_CODES.get(self.e164[2:5]) if self.region == "US" else None


@dataclass(frozen=True, slots=True)
class NoNumber:
    """Why something is no number that may be written to."""

    trouble: Trouble

    @property
    def said(self) -> str:
        """Return which rule that is, and what to do next."""
        return SAID[self.trouble]


def recipient(text: str, home: str | None = None) -> Number | NoNumber:
    """Return whose number is written there, or why nobody can be written to at it.

    ``home`` is the country (ISO 3166-1) in which numbers without a code are; without one they are refused.
    """
    typed = _plain(text)
    trouble = next((found for check in _CHECKS if (found := check(typed, home))), None)
    if trouble is not None:
        return NoNumber(trouble)
    parsed = _parsed(typed, home)
    return NoNumber(parsed) if isinstance(parsed, str) else _judged(parsed)


def same(one: str, other: str, home: str | None = None) -> bool:
    """Say whether two writings are of one number; what is no number is the same as nothing."""
    first, second = recipient(one, home), recipient(other, home)
    return isinstance(first, Number) and first == second


def display(e164: str, home: str | None = None) -> str:
    """Return a number as people write it: at home without the country, elsewhere with it.

    What is no number in E.164 is returned as it is.
    """
    try:
        parsed = phonenumbers.parse(e164)
    except NumberParseException:
        return e164
    at_home = home is not None and phonenumbers.region_code_for_number(parsed) == home
    form = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def sender_kind(text: str) -> SenderKind | None:
    """Return what a company sends from, in E.164, as a short code or as a name; ``None``: none of them."""
    if re.fullmatch(r"[0-9]{3,8}", text):
        return "short_code"
    if _NAME.fullmatch(text) and text == text.strip():
        return "name"
    found = recipient(text) if re.fullmatch(r"\+[0-9]+", text) else None
    if not isinstance(found, Number):
        return None
    return "toll_free" if found.kind == "toll_free" else "long_code"


def _plain(text: str) -> str:
    """Return what was typed without what nobody sees, and with the usual dashes."""
    folded = unicodedata.normalize("NFKC", text[:250])
    seen = "".join(one for one in folded if unicodedata.category(one) != "Cf")
    plain = _DASHES.sub("-", seen).strip().casefold()
    return plain.removeprefix("tel:")


def _unwritten(typed: str, _home: str | None) -> Trouble | None:
    if not typed:
        return "empty"
    if _EXTENSION.search(typed):
        return "extension"
    return None if _TYPED.fullmatch(typed) else "no_number"


def _short(typed: str, home: str | None) -> Trouble | None:
    """Refuse what has too few digits to be anybody's; the code of a country before it does not help."""
    digits = phonenumbers.normalize_digits_only(typed)
    bare = digits.removeprefix("1") if typed.startswith("+1") else digits
    if len(bare) > _SHORT:
        return None
    if bare in _EMERGENCY or _emergency(bare, home):
        return "emergency"
    if len(bare) < _LEAST or typed.startswith("+"):
        return "no_number"
    return None if _small_country(bare, home) else "short_code"


def _emergency(digits: str, home: str | None) -> bool:
    return home is not None and phonenumbers.is_emergency_number(digits, home)


def _small_country(digits: str, home: str | None) -> bool:
    """Say whether people at home have numbers that short, and this is one: on Niue four digits do."""
    try:
        found = phonenumbers.parse(digits, home)
    except NumberParseException:
        return False
    return phonenumbers.is_valid_number(found)


def _homeless(typed: str, home: str | None) -> Trouble | None:
    known = home in phonenumbers.SUPPORTED_REGIONS
    return None if typed.startswith("+") or known else "no_country"


_CHECKS: Final[tuple[Callable[[str, str | None], Trouble | None], ...]] = (
    _unwritten,
    _short,
    _homeless,
)


def _parsed(typed: str, home: str | None) -> PhoneNumber | Trouble:
    try:
        found = phonenumbers.parse(typed, home)
    except NumberParseException:
        return "no_number"
    return _today(found)


def _today(number: PhoneNumber) -> PhoneNumber:
    """Return the number as it is written now: until 2020 a 1 went before Mexican mobile numbers."""
    national = phonenumbers.national_significant_number(number)
    if number.country_code == 52 and len(national) == 11 and national.startswith("1"):
        return PhoneNumber(country_code=52, national_number=int(national[1:]))
    return number


def _judged(number: PhoneNumber) -> Number | NoNumber:
    kind = phonenumbers.number_type(number)
    if kind in _DEAR:
        return NoNumber(_DEAR[kind])
    region = phonenumbers.region_code_for_number(number)
    if region is None or not phonenumbers.is_valid_number(number):
        return NoNumber("no_number")
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return Number(e164, region, _TYPES.get(kind, "other"))
