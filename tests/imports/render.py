"""Writes chats as other programs export them: the form is ours to choose, the truth is known."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from examples.order_desk.irc import Log, read_all


@dataclass(frozen=True)
class Line:
    at: datetime
    author: str
    text: str


Header = Callable[[datetime], str]


def _noon(at: datetime, before: str, after: str) -> str:
    return before if at.hour < 12 else after


def _twelve(at: datetime) -> int:
    return at.hour % 12 or 12


def _digits(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


#: Every form of part 6 of the reference, and a few that phones write besides.
WHATSAPP: Final[dict[str, Header]] = {
    "android": lambda at: f"{at:%d/%m/%y, %H:%M} - ",
    "android_month_first": lambda at: f"{at.month}/{at.day}/{at:%y, %H:%M} - ",
    "ios": lambda at: f"\u200e[{at:%d/%m/%y, %H:%M:%S}] ",
    "dotted_noon": lambda at: (
        f"{at.day}/{at.month}/{at:%y}, {_twelve(at)}:{at:%M} {_noon(at, 'a.m.', 'p.m.')} - "
    ),
    "dashes": lambda at: f"{at:%d-%m-%Y, %I.%M} {_noon(at, 'AM', 'PM')} - ",
    "dots": lambda at: f"{at:%d.%m.%y %H.%M.%S}: ",
    "brackets_month_first": lambda at: f"[{at:%m.%d.%y %H:%M:%S}] ",
    "finnish": lambda at: f"{at.day}.{at.month}.{at.year} klo {at:%H.%M.%S} - ",
    "croatian": lambda at: f"{at.day}. {at.month}. {at.year}. {at:%H:%M:%S}: ",
    "spanish_ios": lambda at: (
        f"[{at.day}/{at.month}/{at:%y} {_twelve(at)}:{at:%M:%S} {_noon(at, 'a. m.', 'p. m.')}] "
    ),
    "year_first": lambda at: f"[{at:%Y/%m/%d, %H:%M:%S}] ",
    "spanish": lambda at: f"{at:%m/%d/%Y}, {_twelve(at)}:{at:%M} {_noon(at, 'a. m.', 'p. m.')} - ",
    "narrow_space": lambda at: (
        f"{at.month}/{at.day}/{at:%y}, {_twelve(at)}:{at:%M}\u202f{_noon(at, 'AM', 'PM')} - "
    ),
    "chinese": lambda at: (
        f"{at:%y}/{at.month}/{at.day} {_noon(at, '上午', '下午')}{_twelve(at)}:{at:%M} - "
    ),
    "arabic": lambda at: _digits(
        f"{at.day}\u200f/{at.month}\u200f/{at.year}، {_twelve(at)}:{at:%M} {_noon(at, 'ص', 'م')} - "
    ),
}


def whatsapp(lines: Iterable[Line], form: str) -> bytes:
    header = WHATSAPP[form]
    return "".join(f"{header(one.at)}{one.author}: {one.text}\n" for one in lines).encode()


def signal(lines: Iterable[Line], comma: str = ",") -> bytes:
    said = (
        f"[{one.at:%Y-%m-%d}{comma} {one.at:%H:%M}] {one.author}: {one.text}\n" for one in lines
    )
    return "".join(said).encode()


def irc(folder: Path) -> Iterator[Line]:
    """Yield what was said in real logs, one day after the other, to the minute."""
    at = datetime.fromisoformat("2024-01-25")
    for log in read_all(folder):
        for line in _day(log, at):
            at = line.at
            yield line


def _day(log: Log, at: datetime) -> Iterator[Line]:
    for said in log.messages:
        hour, minute = map(int, said.clock.split(":")[:2]) if said.clock else (at.hour, at.minute)
        now = at.replace(hour=hour, minute=minute)
        at = now + timedelta(days=1) if now < at else now
        yield Line(at, said.author, said.text)
