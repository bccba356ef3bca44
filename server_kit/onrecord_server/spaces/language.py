"""The language of membership rules: text in, a test of people out. Pure, bounded and total.

    rule       = and-rule, { "or", and-rule }
    and-rule   = not-rule, { "and", not-rule }
    not-rule   = "not", not-rule | "(", rule, ")" | "everybody" | comparison
    comparison = value, ( "==" | "!=" ), value | value, [ "not" ], "in", ( list | "roles" )
    value      = text | "id" | the name of an attribute
    list       = "[", text, { ",", text }, "]"

Texts stand in single or double quotes, with a backslash before a quote or a backslash inside. They
are compared exactly. An attribute that a person does not have equals nothing and is in no list. A
rule cannot name spaces, so that no membership depends on a membership: nothing loops.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NoReturn

from onrecord.errors import RuleUnreadable


#: Parentheses and ``not`` inside each other.
MOST_DEPTH: Final = 20
MOST_LENGTH: Final = 500
_WORDS: Final = frozenset({"and", "or", "not", "in", "everybody", "roles"})
_LOOPS: Final = frozenset({"space", "spaces", "member", "members", "membership"})
_TOKEN: Final = re.compile(
    r"""(?P<space>\s+)
      | (?P<text>"(?:[^"\\]|\\["'\\])*"|'(?:[^'\\]|\\["'\\])*')
      | (?P<name>[a-z][a-z0-9_]*)
      | (?P<sign>==|!=|[()\[\],])""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the host says of one person, as far as rules may ask."""

    id: str
    roles: frozenset[str]
    attributes: Mapping[str, str]


Test = Callable[[Facts], bool]
Value = Callable[[Facts], str | None]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    place: int


@dataclass(frozen=True, slots=True)
class _Operand:
    """One side of a comparison; a list and ``roles`` have ``among`` instead of ``value``."""

    place: int
    value: Value | None = None
    among: Callable[[Facts], frozenset[str]] | None = None


@lru_cache(maxsize=1024)
def parse(text: str) -> Test:
    """Return the test that a rule makes of a person. Raises ``RuleUnreadable`` with the place."""
    if len(text) > MOST_LENGTH:
        _refuse(MOST_LENGTH, f"a rule has at most {MOST_LENGTH} characters")
    reader = _Reader(_tokens(text))
    test = reader.rule(0)
    reader.end()
    return test


def _refuse(place: int, reason: str) -> NoReturn:
    said = f"The rule cannot be read at character {place + 1}: {reason}."
    detail = f"character {place + 1}: {reason}"
    errors = [{"pointer": "/rule", "detail": detail}]
    raise RuleUnreadable(said, errors=errors, extra={"place": place})


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            _refuse(at, _why(text[at]))
        if match.lastgroup != "space":
            found.append(_Token(str(match.lastgroup), match.group(), at))
        at = match.end()
    return [*found, _Token("end", "", len(text))]


def _why(sign: str) -> str:
    if sign in "\"'":
        return "this text has no end, or a backslash that stands before nothing"
    if sign.isupper():
        return "names of attributes are in lower case, texts stand in quotes"
    if sign == "=":
        return "write == to compare"
    return "this sign has no meaning here"


class _Reader:
    """Reads tokens from the left, one method for each line of the grammar."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def rule(self, depth: int) -> Test:
        tests = [self._all_of(depth)]
        while self._take("or"):
            tests.append(self._all_of(depth))
        return tests[0] if len(tests) == 1 else lambda facts: any(test(facts) for test in tests)

    def end(self) -> None:
        if self._next.kind != "end":
            _refuse(self._next.place, "here 'and', 'or' or the end is expected")

    def _all_of(self, depth: int) -> Test:
        tests = [self._one(depth)]
        while self._take("and"):
            tests.append(self._one(depth))
        return tests[0] if len(tests) == 1 else lambda facts: all(test(facts) for test in tests)

    def _one(self, depth: int) -> Test:
        if depth > MOST_DEPTH:
            _refuse(self._next.place, f"more than {MOST_DEPTH} parentheses and 'not' in each other")
        if self._take("not"):
            inner = self._one(depth + 1)
            return lambda facts: not inner(facts)
        if self._take("("):
            inside = self.rule(depth + 1)
            self._need(")")
            return inside
        if self._take("everybody"):
            return lambda _: True
        return self._comparison()

    def _comparison(self) -> Test:
        left, sign = self._operand(), self._next
        self._at += 1
        if sign.text in ("==", "!="):
            return _compared(left, self._operand(), equal=sign.text == "==")
        negated = sign.text == "not"
        if negated:
            self._need("in")
        elif sign.text != "in" or sign.kind == "text":
            _refuse(sign.place, "here ==, !=, 'in' or 'not in' is expected")
        return _contained(left, self._operand(), negated=negated)

    def _operand(self) -> _Operand:
        token = self._next
        if token.text == "[":
            return self._list()
        if token.kind == "end":
            _refuse(token.place, "the rule ends too early")
        self._at += 1
        if token.kind == "text":
            return _Operand(token.place, value=_constant(_text(token)))
        if token.text == "roles":
            return _Operand(token.place, among=lambda facts: facts.roles)
        return _Operand(token.place, value=_named(token))

    def _list(self) -> _Operand:
        place = self._next.place
        self._need("[")
        texts = {_text(self._a_text())}
        while self._take(","):
            texts.add(_text(self._a_text()))
        self._need("]")
        held = frozenset(texts)
        return _Operand(place, among=lambda _: held)

    @property
    def _next(self) -> _Token:
        return self._tokens[min(self._at, len(self._tokens) - 1)]

    def _take(self, word: str) -> bool:
        found = self._next.text == word and self._next.kind != "text"
        self._at += found
        return found

    def _need(self, word: str) -> None:
        if not self._take(word):
            _refuse(self._next.place, f"here {word!r} is expected")

    def _a_text(self) -> _Token:
        token = self._next
        if token.kind != "text":
            _refuse(token.place, "here a text in quotes is expected")
        self._at += 1
        return token


def _text(token: _Token) -> str:
    return re.sub(r"\\(.)", r"\1", token.text[1:-1])


def _constant(text: str) -> Value:
    return lambda _: text


def _named(token: _Token) -> Value:
    name = token.text
    if token.kind != "name" or name in _WORDS:
        _refuse(token.place, "here a text in quotes or the name of an attribute is expected")
    if name in _LOOPS:
        _refuse(token.place, f"{name!r} cannot be asked for: no membership depends on a membership")
    if name == "id":
        return lambda facts: facts.id
    return lambda facts: facts.attributes.get(name)


def _compared(left: _Operand, right: _Operand, *, equal: bool) -> Test:
    one, other = _single(left), _single(right)

    def test(facts: Facts) -> bool:
        found = one(facts)
        return (found is not None and found == other(facts)) is equal

    return test


def _single(operand: _Operand) -> Value:
    if operand.value is None:
        _refuse(operand.place, "roles and lists are asked with 'in', not compared")
    return operand.value


def _contained(left: _Operand, right: _Operand, *, negated: bool) -> Test:
    one, among = _single(left), right.among
    if among is None:
        _refuse(right.place, "after 'in', a list or roles is expected")
    return lambda facts: (one(facts) in among(facts)) is not negated
