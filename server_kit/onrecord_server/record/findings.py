"""What a verification found: every finding with its name, and what could not be compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from typing_extensions import override


KEPT: Final = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold: a stable code, where it is, and what is wrong there."""

    code: str
    where: str
    detail: str

    @override
    def __str__(self) -> str:
        """Give the line that is printed."""
        return f"{self.where}: {self.detail}"


class Report:
    """Gathers findings and remarks; keeps the first thousand findings and counts the rest."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        self.findings: list[Finding] = []
        self.total = 0
        self.erased = 0
        self.remarks: list[str] = []

    @property
    def ok(self) -> bool:
        """Say whether everything that was compared holds."""
        return self.total == 0

    def find(self, code: str, where: str, detail: str) -> None:
        """Add a finding."""
        self.total += 1
        if len(self.findings) < KEPT:
            self.findings.append(Finding(code, where, detail))

    def remark(self, text: str) -> None:
        """Add a sentence that is not a finding: what was compared, and what could not be."""
        self.remarks.append(text)

    def erase(self, text: str) -> None:
        """Add a sentence about an erased content; the first thousand are kept, the rest counted."""
        self.erased += 1
        if self.erased <= KEPT:
            self.remarks.append(text)

    def codes(self) -> set[str]:
        """Return the codes of the findings that were kept."""
        return {finding.code for finding in self.findings}

    def lines(self) -> Iterator[str]:
        """Return the report as it is printed, the verdict last."""
        yield from (f"FOUND  {finding}" for finding in self.findings)
        if self.total > len(self.findings):
            yield f"FOUND  {self.total - len(self.findings)} more that are not listed"
        yield from (f"note   {remark}" for remark in self.remarks)
        if self.erased > KEPT:
            yield f"note   {self.erased - KEPT} more erased contents that are not listed"
        yield "OK     all holds" if self.ok else f"FAILED {self.total} findings"
