"""The handful of people who can sign in: demo identities, so this app serves loopback only."""

from dataclasses import dataclass


TENANT = "fairlight"


@dataclass(frozen=True)
class Colleague:
    """Somebody at the desk."""

    id: str
    name: str
    department: str
    roles: tuple[str, ...] = ("member",)

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.name.split())


COLLEAGUES = {
    each.id: each
    for each in (
        Colleague("alice", "Alice Moreau", "Sales", ("member", "manager")),
        Colleague("bob", "Bob Tanaka", "Warehouse"),
        Colleague("carol", "Carol Okafor", "Compliance"),
        Colleague("dan", "Dan Fischer", "Support"),
        Colleague("erin", "Erin Lindqvist", "Purchasing", ("member", "manager")),
        Colleague("frank", "Frank Adeyemi", "Warehouse"),
    )
}
