"""Counts the messages of an IRC corpus without the example's parser, so that the two can differ.

Run as `python tests/examples/count_irc.py FOLDER`.
"""

import sys
from collections import Counter
from pathlib import Path


_MOVES = ("] has joined ", "] has left ", "] has quit", " is now known as ")
_SERVER = ("mode/", "..[topic/", "Topic (")


def count(folder: Path) -> Counter[str]:
    """Messages per channel: every line with a clock, and every `===` line that is an action."""
    found: Counter[str] = Counter()
    for path in sorted(folder.glob("*/*.txt")):
        if not path.name.endswith(".annotation.txt"):
            channel = "ubuntu" if ".raw." in path.name else path.name.split(".")[0]
            found[channel] += sum(_is_message(line, path) for line in _lines(path))
    return found


def _lines(path: Path) -> list[str]:
    return path.read_bytes().decode().split("\n")


def _is_message(line: str, path: Path) -> bool:
    if ".raw." not in path.name:
        line = line.partition(" ")[2].partition(" ")[2]
    if line.startswith("==="):
        return not _is_of_the_server(" ".join(line[4:].split()))
    return line.startswith("[")


def _is_of_the_server(rest: str) -> bool:
    topic = " changed the topic of #" in rest
    return topic or rest.startswith(_SERVER) or any(move in rest for move in _MOVES)


if __name__ == "__main__":
    counts = count(Path(sys.argv[1]))
    for name, number in sorted(counts.items()):
        sys.stdout.write(f"{name:<16}{number:>8,}\n")
    sys.stdout.write(f"{'all':<16}{counts.total():>8,}\n")
