"""The core is synchronous: nothing can be cancelled inside a transaction."""

from tests.support.project import PACKAGES, functions, sources


CORE = {"rules", "access", "queries", "operations", "present", "gates", "projections"}


def test_the_core_of_every_domain_has_no_async_function() -> None:
    server = PACKAGES[1]
    core = [path for path in sources(server) if CORE & {path.stem, path.parent.name}]
    assert [f.where for path in core for f in functions(path) if f.is_async] == []
