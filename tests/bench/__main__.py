"""`python -m tests.bench`: measure, print the table, write `docs/benchmarks.md`.

With `--only` it measures some sections and writes no page.
"""

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path

from tests.bench import report
from tests.bench.lines import SECTIONS, Bench
from tests.bench.rounds import Line
from tests.bench.server import cores, pin


def main() -> None:
    asked = _arguments()
    where = report.machine()
    servers, client = cores()
    pin(os.getpid(), client)
    with tempfile.TemporaryDirectory(dir=asked.folder, ignore_cleanup_errors=True) as folder:
        bench = Bench(Path(folder), servers, asked.rounds, asked.seconds, asked.messages)
        lines = asyncio.run(_measure(bench, asked.only or list(SECTIONS)))
    if asked.only:
        print(report.table(lines))
    else:
        report.write(lines, where)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=SECTIONS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--messages", type=int, default=100_000, help="that are searched")
    parser.add_argument("--folder", help="where the databases lie; the disk is what is measured")
    return parser.parse_args()


async def _measure(bench: Bench, sections: list[str]) -> list[Line]:
    lines: list[Line] = []
    for name in sections:
        started = time.monotonic()
        lines += await SECTIONS[name](bench)
        print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)
    return lines


if __name__ == "__main__":
    main()
