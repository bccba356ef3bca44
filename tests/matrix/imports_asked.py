"""What every principal asks about imports, and about what people are asked to bring."""

from typing import Any

from tests.matrix.world import Scene


Asked = dict[str, dict[str, Any]]


def imports(_: Scene, number: int, __: str) -> Asked:
    """There is no import of the id that is asked for; a new one begins."""
    that = {"import_id": "ipt_" + "7" * 32}
    return {
        "imports.create": {"format": "jsonl", "name": f"{number}.jsonl"},
        "imports.get": that,
        "imports.put": {**that, "number": 1, "data": "eA=="},
        "imports.finish": {**that, "sha256": "0" * 64},
        "imports.preview": that,
        "imports.start": that,
        "imports.advance": that,
        "imports.cancel": that,
        "imports.report": that,
    }


def requests(_: Scene, __: int, ___: str) -> Asked:
    """There is no request of the id that is asked for; who asks somebody has no duty."""
    that = {"request_id": "irq_" + "7" * 32}
    wanted = {"person_id": "peer", "format": "whatsapp", "reason": "They wrote to a customer"}
    return {
        "import_requests.create": wanted,
        "import_requests.list": {},
        "import_requests.get": that,
        "import_requests.answer": {**that, "agree": True},
        "import_requests.finish": that,
        "import_requests.withdraw": that,
    }
