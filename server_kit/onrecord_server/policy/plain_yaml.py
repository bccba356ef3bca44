"""YAML that can mean one thing only: no tags, no aliases, no word that some read as a number. Pure.

What is read is what JSON could say, with the line of each place. JSON is such YAML too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml
from typing_extensions import override


MAX_CHARACTERS: Final = 200_000
MAX_DEPTH: Final = 16
MAX_PLACES: Final = 20_000
MAX_INTEGER: Final = 2**53 - 1

_RESOLVE: Final[Any] = yaml.resolver.Resolver().resolve
_PLAIN: Final[Mapping[str, re.Pattern[str]]] = {
    "bool": re.compile("true|false"),
    "int": re.compile(r"-?(0|[1-9]\d{0,15})"),
    "float": re.compile(r"-?(0|[1-9]\d{0,15})\.\d{1,17}([eE][+-]?\d{1,2})?"),
    "null": re.compile("null|~|"),
}
#: What the parser says, as whoever wrote the text would say it.
_WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("mapping values are not allowed", "A colon stands where none belongs: put the text in quotes"),
    ("could not find expected ':'", "A colon is missing after a name"),
    ("'\\t'", "A tab stands here: indent with spaces"),
    ("expected <block end>", "The indentation does not fit the lines above"),
    ("unexpected end of stream", "Quotes are opened here and never closed"),
    ("document separator", "Quotes are opened here and never closed"),
    ("expected ',' or ']'", "A comma or a closing bracket ] is missing"),
    ("expected ',' or '}'", "A comma or a closing brace } is missing"),
    ("expected the node content", "Something is missing here"),
    ("cannot start any token", "A text that begins with this sign is put in quotes"),
    ("expected '<document start>'", "Here something follows that belongs to nothing above"),
)


class NotPlain(ValueError):
    """The text cannot be read, or not in one way only."""

    def __init__(self, line: int, said: str) -> None:
        """Say what is wrong in a line, which is counted from 1."""
        super().__init__(f"Line {line}: {said}.")
        self.line, self.said = line, said


@dataclass(slots=True)
class Plain:
    """What was read: the value, and the line of each place by its JSON pointer."""

    value: Any = None
    lines: dict[str, int] = field(default_factory=dict)

    def line(self, pointer: str) -> int:
        """Return the line of a place, or of the nearest that holds it."""
        while pointer and pointer not in self.lines:
            pointer = pointer.rpartition("/")[0]
        return self.lines.get(pointer, 1)


def read(text: str) -> Plain:
    """Read a text. Raises ``NotPlain``; nothing in it is ever executed."""
    if len(text) > MAX_CHARACTERS:
        raise NotPlain(1, f"The text has more than {MAX_CHARACTERS} characters")
    try:
        return _Reader(text).read()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, max(0, int(error.position))) + 1
        raise NotPlain(line, "There is a character that cannot be printed") from None
    except yaml.MarkedYAMLError as error:
        raise _broken(error) from None


def _broken(error: yaml.MarkedYAMLError) -> NotPlain:
    said = " ".join(filter(None, (error.problem, error.context)))
    opened = "quoted scalar" in str(error.context)
    mark = (error.context_mark if opened else None) or error.problem_mark
    words = next((words for part, words in _WORDS if part in said), f"This is no YAML: {said}")
    return NotPlain(1 if mark is None else mark.line + 1, words)


class _Reader:
    """Builds the value from the parser's events, so that nothing is built that is refused."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=yaml.SafeLoader))
        self._found = Plain()

    def read(self) -> Plain:
        """Return the one document of the text."""
        event = self._begun()
        self._found.value = self._value(event, "", 1)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise NotPlain(_line(event), "A second document begins here, and one is read")
        return self._found

    def _begun(self) -> yaml.Event:
        for event in self._events:
            if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                if isinstance(event, yaml.StreamEndEvent):
                    break
                return event
        raise NotPlain(1, "There is nothing in it")

    def _value(self, event: yaml.Event, pointer: str, depth: int) -> Any:
        self._check(event, depth)
        self._found.lines.setdefault(pointer, _line(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(pointer, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(pointer, depth)
        return _scalar(event)

    def _check(self, event: Any, depth: int) -> None:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise NotPlain(line, f"*{event.anchor} stands for another place: write it out")
        if event.tag is not None:
            raise NotPlain(line, f"No tag such as {event.tag[:40]} is read")
        if depth > MAX_DEPTH:
            raise NotPlain(line, f"This is nested deeper than {MAX_DEPTH}")
        if len(self._found.lines) >= MAX_PLACES:
            raise NotPlain(line, f"There are more than {MAX_PLACES} places")

    def _sequence(self, pointer: str, depth: int) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._value(event, f"{pointer}/{len(found)}", depth + 1))
        return found

    def _mapping(self, pointer: str, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, depth)
            at = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            if key in found:
                first = self._found.lines[at]
                raise NotPlain(
                    _line(event), f"{key[:40]} is there twice: line {first} has it already"
                )
            self._found.lines[at] = _line(event)
            found[key] = self._value(next(self._events), at, depth + 1)
        return found

    def _key(self, event: yaml.Event, depth: int) -> str:
        self._check(event, depth)
        key = _scalar(event) if isinstance(event, yaml.ScalarEvent) else None
        if not isinstance(key, str):
            raise NotPlain(_line(event), "A name is a text: put it in quotes")
        return key


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _scalar(event: Any) -> Any:
    text = str(event.value)
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise NotPlain(_line(event), "Half a character stands here: write it whole")
    if not event.implicit[0]:
        return text
    kind = _RESOLVE(yaml.ScalarNode, text, (True, False)).rpartition(":")[2]
    if kind == "str":
        return text
    if kind not in _PLAIN or not _PLAIN[kind].fullmatch(text):
        said = f"{text[:40]} is a text to some and something else to others: put it in quotes"
        raise NotPlain(_line(event), said)
    return _meant(kind, text, _line(event))


def _meant(kind: str, text: str, line: int) -> Any:
    if kind == "bool":
        return text == "true"
    if kind == "null":
        return None
    number = int(text) if kind == "int" else float(text)
    if abs(number) > MAX_INTEGER:
        raise NotPlain(line, "This number is too large")
    return number


# -- the way back ----------------------------------------------------------------------------------


class _Dumper(yaml.SafeDumper):
    """Writes what it is given, each value anew: without anchors."""

    @override
    def ignore_aliases(self, data: Any) -> bool:
        """Name nothing by an anchor."""
        return True

    def text(self, data: str) -> yaml.Node:
        """Write a text of several lines as it stands."""
        return self.represent_scalar("tag:yaml.org,2002:str", data, "|" if "\n" in data else None)


_Dumper.add_representer(str, _Dumper.text)


def write(value: Mapping[str, Any]) -> str:
    """Return a value of JSON as YAML that reads as the same."""
    return yaml.dump(
        dict(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100, indent=2
    )
