"""Opt-in Prometheus metrics of one process. Labels are names from our own lists, never input."""

from typing import TYPE_CHECKING, Final

from onrecord.errors import UsageError
from onrecord_server.rest.http import Response


if TYPE_CHECKING:
    from starlette.types import Scope

_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})


class Metrics:
    """Counts requests and their time in a registry of its own. Needs the extra ``metrics``."""

    def __init__(self) -> None:
        """Make the registry. Raises ``UsageError`` without ``prometheus-client``."""
        try:
            import prometheus_client as prometheus
        except ImportError as error:
            raise UsageError("metrics need: pip install 'onrecord[metrics]'") from error
        self.registry = prometheus.CollectorRegistry()
        self._write = prometheus.generate_latest
        self._type = prometheus.CONTENT_TYPE_LATEST
        labels = ("method", "route", "status")
        self._requests = prometheus.Counter(
            "onrecord_http_requests", "Requests answered", labels, registry=self.registry
        )
        self._seconds = prometheus.Histogram(
            "onrecord_http_seconds", "Time to answer", ("route",), registry=self.registry
        )

        self._checks = prometheus.Counter(
            "onrecord_record_checks",
            "Self-checks that ended in this process",
            ("state",),
            registry=self.registry,
        )
        self._journals = prometheus.Gauge(
            "onrecord_journal_behind_seconds",
            "Age of the oldest entry that a journal has not delivered",
            ("journal",),
            registry=self.registry,
        )

    def journaled(self, journal: str, seconds: float) -> None:
        """Say how far the archive of a journal is behind."""
        self._journals.labels(journal).set(seconds)

    def checked(self, state: str) -> None:
        """Count one self-check of a record."""
        self._checks.labels(state).inc()

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answer."""
        known = method if method in _METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    async def page(self, scope: "Scope") -> Response:
        """Return the metrics in the Prometheus text format."""
        return Response(200, self._write(self.registry), {"content-type": self._type})
