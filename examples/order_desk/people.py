"""The handful of people who can sign in: demo identities, so this app serves loopback only."""

from dataclasses import dataclass
from typing import Final


TENANT = "fairlight"
#: What the desk calls the duties that its policy and onrecord know.
DUTIES: Final = {
    "policy_author": "writes the policy",
    "compliance_officer": "compliance officer",
    "privacy_officer": "privacy officer",
    "reviewer": "reviews what is flagged",
    "investigator": "investigates",
    "auditor": "audits, and opens nothing",
    "tenant_owner": "looks after how the chat looks",
}


@dataclass(frozen=True)
class Colleague:
    """Somebody at the company: ``manager`` is the id of whom they report to."""

    id: str
    name: str
    department: str
    roles: tuple[str, ...] = ("member",)
    manager: str = ""

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.name.split())

    @property
    def duties(self) -> tuple[str, ...]:
        """What they do in the oversight over everybody's messages, in words."""
        return tuple(DUTIES[role] for role in self.roles if role in DUTIES)

    @property
    def scopes(self) -> tuple[str, ...]:
        """What the desk lets them do besides: who owns the tenant changes its look."""
        return ("branding:write",) if "tenant_owner" in self.roles else ()

    @property
    def attributes(self) -> dict[str, str]:
        """What the desk tells the chat of them."""
        above = {"manager": self.manager} if self.manager else {}
        return {"department": self.department, **above}


def _by_id(*people: Colleague) -> dict[str, Colleague]:
    return {each.id: each for each in people}


#: Who works on orders; every one of them is in the conversation of every order.
DESK: Final = _by_id(
    Colleague("alice", "Alice Moreau", "Sales", ("member", "manager")),
    Colleague("bob", "Bob Tanaka", "Warehouse", manager="erin"),
    Colleague("carol", "Carol Okafor", "Compliance", ("member", "compliance_officer")),
    Colleague("dan", "Dan Fischer", "Support", manager="alice"),
    Colleague("erin", "Erin Lindqvist", "Purchasing", ("member", "manager")),
    Colleague("frank", "Frank Adeyemi", "Warehouse", manager="erin"),
)
#: Who came this morning, and has not read the policy.
NEW: Final = _by_id(Colleague("nina", "Nina Costa", "Purchasing", manager="erin"))
#: Who watches over messages that they are not a party to.
OVERSIGHT: Final = _by_id(
    Colleague("cora", "Cora Haddad", "Compliance", ("member", "compliance_officer")),
    Colleague("prue", "Prue Nakamura", "Privacy", ("member", "privacy_officer")),
    Colleague("paula", "Paula Brandt", "Legal", ("member", "policy_author")),
    Colleague("rita", "Rita Solberg", "Supervision", ("member", "reviewer"), manager="cora"),
    Colleague("ivan", "Ivan Petrov", "Supervision", ("member", "investigator"), manager="cora"),
    Colleague("audrey", "Audrey Mbeki", "Audit", ("member", "auditor")),
    Colleague("olga", "Olga Weiss", "IT", ("member", "tenant_owner")),
)
COLLEAGUES: Final = DESK | NEW | OVERSIGHT
