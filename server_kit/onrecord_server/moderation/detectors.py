"""Numbers that say themselves what they are: by their form, and by their check digits where they have some. Pure.

They are looked for in the text without what is hidden, with plain digits, spaces and dashes; each place
is one in the text as it was written.

Cards: ISO/IEC 7812-1 (Luhn). SSN: the areas that the Social Security Administration gives out. IBAN: ISO
13616 (mod 97). NPI: 45 CFR 162.406 (Luhn over 80840 and the number).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.wire.policy_document import Entity
from onrecord_server.moderation.expressions import compiled, spans
from onrecord_server.moderation.folding import Folded, bare, bare_text
from onrecord_server.moderation.undone import others


@dataclass(frozen=True, slots=True)
class Detected:
    """What was found, and from where to where."""

    entity: Entity
    start: int
    end: int


#: What stands between the digits of one number; a phone number is on one line.
_GAP: Final = r"[ \n./_\-]{0,3}"
_GAPPED: Final = r"[ \n.\-]{1,3}"
_CARD: Final = re.compile(rf"(?<![\w.])\d(?:{_GAP}\d){{12,18}}(?![\w])")
_SSN: Final = re.compile(rf"(?<![\w-])(\d{{3}}){_GAPPED}(\d{{2}}){_GAPPED}(\d{{4}})(?![\w-])")
_IBAN: Final = re.compile(r"(?<!\w)[A-Z]{2}[ \-]?\d{2}(?=[ \n.\-A-Z0-9])", re.IGNORECASE)
_NPI: Final = re.compile(r"(?<![\w.])[12]\d{9}(?!\w)")
_PHONE: Final = re.compile(r"(?<![\w.])(?:\+|00) ?\d(?:[ .\-]{0,3}\(?\d\)?){7,14}(?!\w)")
_US_PHONE: Final = re.compile(
    r"(?<![\w.])\(?[2-9]\d{2}\)?[ .\-]{1,3}[2-9]\d{2}[ .\-]{1,3}\d{4}(?!\w)"
)
_EMAIL: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w-])"
)
#: What everything has in it that a detector finds: a digit, ``@``, or what may be read as one.
_SOME: Final = re.compile("[0-9@\x80-\xbf\u0250-\U0010ffff]")
_NOT_SOME: Final = bytes(one for one in range(128) if one not in b"0123456789@")
#: Digits, ``@`` and signs of markup: where there is none of them in ASCII, there is nothing at all.
_NO_SIGN: Final = bytes(one for one in range(128) if one not in b"0123456789@*_~`\\[>%")
#: ASCII as digits and what is none; what may stand between the digits of a number goes.
_DIGITS: Final = bytes(48 if one in b"0123456789" else 46 for one in range(256))
_GAPS: Final = b" \n./-()"
#: What stands before the first digit of a number that begins with letters.
_BEFORE: Final = 4
#: The digits of most numbers stand side by side; an IBAN begins with two letters and two digits.
_ABREAST: Final = re.compile(r"[0-9](?:[ \n./_\-()]*[0-9]){7}")
_LETTERED: Final = re.compile(
    r"[0-9](?:(?<=[^\W\d_]{2}[0-9])|(?<=[^\W\d_]{2}[ \-][0-9]))[0-9](?:[ \n.\-]*[^\W_]){11}"
)
_NONE: Final = frozenset[Entity]()
_EMAILS: Final = frozenset[Entity]({"email"})
_NUMBERS: Final = frozenset[Entity]({"card", "ssn", "npi", "phone"})
_IBANS: Final = frozenset[Entity]({"iban"})
#: As many signs may stand between two digits of one number.
_WIDEST: Final = 3
#: Lengths of IBANs by country (ISO 13616 registry); others are not looked for.
_IBAN_LENGTHS: Final = {
    "AT": 20,
    "BE": 16,
    "CH": 21,
    "CZ": 24,
    "DE": 22,
    "DK": 18,
    "EE": 20,
    "ES": 24,
    "FI": 18,
    "FR": 27,
    "GB": 22,
    "GR": 27,
    "HR": 21,
    "HU": 28,
    "IE": 22,
    "IT": 27,
    "LI": 21,
    "LT": 20,
    "LU": 20,
    "LV": 21,
    "MT": 31,
    "NL": 18,
    "NO": 15,
    "PL": 28,
    "PT": 25,
    "RO": 24,
    "SE": 24,
    "SI": 19,
    "SK": 24,
    "TR": 26,
}


def luhn(digits: str) -> bool:
    """Say whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_card(text: str) -> bool:
    """Say whether this is a card number: 13 to 19 digits of a known range, with the right check digit."""
    digits = _digits(text)
    return (
        13 <= len(digits) <= 19 and digits[0] in "23456" and luhn(digits) and len(set(digits)) > 1
    )


def is_ssn(area: str, group: str, serial: str) -> bool:
    """Say whether such a number can have been given out."""
    never = area in ("000", "666") or area >= "900" or group == "00" or serial == "0000"
    return not never and (area, group, serial) != ("078", "05", "1120")


def is_iban(text: str) -> bool:
    """Say whether this is an IBAN of the right length for its country, with the right check digits."""
    whole = re.sub(r"[ \n.\-]", "", text).upper()
    if len(whole) != _IBAN_LENGTHS.get(whole[:2]) or not (whole.isascii() and whole.isalnum()):
        return False
    turned = "".join(str(int(one, 36)) for one in whole[4:] + whole[:4])
    return int(turned) % 97 == 1


def is_npi(digits: str) -> bool:
    """Say whether this is a National Provider Identifier."""
    return len(digits) == 10 and luhn("80840" + digits)


def _digits(text: str) -> str:
    return "".join(str(int(one)) for one in text if one.isdecimal())


def _cards(text: str) -> Iterator[tuple[int, int]]:
    return (one.span() for one in _CARD.finditer(text) if is_card(one[0]))


def _ssns(text: str) -> Iterator[tuple[int, int]]:
    return (one.span() for one in _SSN.finditer(text) if is_ssn(one[1], one[2], one[3]))


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    for one in _IBAN.finditer(text):
        length = _IBAN_LENGTHS.get(one[0][:2].upper())
        end = None if length is None else _end(text, one.start(), length)
        if end is not None and is_iban(text[one.start() : end]):
            yield one.start(), end


def _end(text: str, start: int, length: int) -> int | None:
    """Return where so many letters and digits end, with little between them, or ``None``."""
    count = gap = 0
    for index in range(start, min(start + 4 * length, len(text))):
        gap = 0 if text[index].isalnum() else gap + 1
        count += gap == 0
        if gap > _WIDEST or (gap and text[index] not in " \n.-"):
            return None
        if count == length:
            joins = index + 1 < len(text) and text[index + 1].isalnum()
            return None if joins else index + 1
    return None


def _npis(text: str) -> Iterator[tuple[int, int]]:
    return (one.span() for one in _NPI.finditer(text) if is_npi(one[0]))


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_PHONE, _US_PHONE):
        yield from (one.span() for one in pattern.finditer(text))


def _emails(text: str) -> Iterator[tuple[int, int]]:
    return (one.span() for one in _EMAIL.finditer(text))


_DETECTORS: Final[dict[Entity, Callable[[str], Iterator[tuple[int, int]]]]] = {
    "card": _cards,
    "ssn": _ssns,
    "iban": _ibans,
    "npi": _npis,
    "phone": _phones,
    "email": _emails,
}


def detect(
    text: str, wanted: frozenset[Entity], *, record_number: str | None = None
) -> list[Detected]:
    """Return all that a text holds of some entities, as written, as drawn and undone, in order.

    ``record_number`` is the tenant's own expression (RE2) for those; without one there are none.
    Raises ``ExpressionRefused``.
    """
    if record_number is None and _is_free(text):
        return []
    found = dict.fromkeys(_found(text, wanted, record_number))
    for shown in others(text, spelled=False):
        for one in _found(shown.text, wanted, record_number):
            found[Detected(one.entity, *shown.origin(one.start, one.end))] = None
    return _outermost(sorted(found, key=lambda one: (one.start, -one.end)))


def _found(text: str, wanted: frozenset[Entity], record_number: str | None) -> list[Detected]:
    own = record_number if "record_number" in wanted else None
    there = hinted(text) & wanted
    if own is None and not there:
        return []
    plain = bare(text)
    found = [
        Detected(entity, *plain.origin(*span))
        for entity, find in _DETECTORS.items()
        if entity in there
        for span in find(plain.text)
    ]
    return found if own is None else [*found, *_record_numbers(text, plain, own)]


def _is_free(text: str) -> bool:
    """Say of most texts that there is surely no number and no address in them."""
    if not text.isascii():
        return False
    raw = text.encode()
    signs = raw.translate(None, _NO_SIGN)
    if not signs:
        return True
    if not signs.isdigit():
        return False
    tail = text[max(0, raw.translate(_DIGITS).find(b"0") - _BEFORE) :]
    if "  " in tail or not tail.isprintable():
        return False
    digits = tail.encode().translate(_DIGITS, _GAPS)
    return b"00000000" not in digits and _LETTERED.search(tail) is None


def hinted(text: str) -> frozenset[Entity]:
    """Return the entities that a text may hold; of the others there is surely none."""
    if not _has_some(text):
        return _NONE
    plain = bare_text(text)
    found = _EMAILS if "@" in plain else _NONE
    found |= _NUMBERS if _ABREAST.search(plain) is not None else _NONE
    return found | _IBANS if _LETTERED.search(plain) is not None else found


def _has_some(text: str) -> bool:
    if text.isascii():
        return bool(text.encode().translate(None, _NOT_SOME))
    return _SOME.search(text) is not None


def _record_numbers(text: str, plain: Folded, expression: str) -> list[Detected]:
    """Find record numbers in the text as it is, and in it without what is hidden."""
    pattern = compiled(expression)
    places = dict.fromkeys(spans(pattern, text))
    if plain.text != text:
        places |= dict.fromkeys(plain.origin(*span) for span in spans(pattern, plain.text))
    return [Detected("record_number", *place) for place in places]


def _outermost(found: Sequence[Detected]) -> list[Detected]:
    """Leave out what lies inside another: the digits of an IBAN are no card.

    What lies at the very same place stays: it is both.
    """
    kept: list[Detected] = []
    for one in found:
        if not kept or one.end > kept[-1].end or _is_there(one, kept[-1]):
            kept.append(one)
    return kept


def _is_there(one: Detected, other: Detected) -> bool:
    return (one.start, one.end) == (other.start, other.end)
