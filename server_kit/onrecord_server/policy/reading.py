"""The policy as people read it: sentences made from the document, so that both always say the same. Pure.

What a tenant wrote itself (title, summary, more) stands before them. A language that we have no
words for is read in the tenant's own words alone, with the sentences in English.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from onrecord.wire.policy_document import PolicyDocument, PolicyText, Retention, Trigger
from onrecord.wire.policy_sms import Sms, SmsNoticeRules
from onrecord_server.policy.durations import length
from onrecord_server.policy.phrases import PHRASES, UNITS
from onrecord_server.policy.rules import is_requested, reviewers_of


#: A case can be widened to so many messages before and after its own, and no further.
WIDEST: Final = 50
_DATIVE: Final = re.compile(r"\b((?:binnen|nach) \d+ (?:Jahre|Monate|Tage))\b")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A policy in one language."""

    locale: str
    title: str
    summary: str
    more: str
    sections: Sequence[Section]


def reading(document: PolicyDocument, wanted: Sequence[str]) -> Reading:
    """Return the policy in the first wanted language that it has, else in English."""
    locale = next((found for one in wanted if (found := _there(document, one))), "en")
    text: PolicyText = document.texts[locale]
    words = _Words(PHRASES.get(locale.split("-")[0], PHRASES["en"]), locale.split("-")[0])
    sections = [Section(title, lines) for title, lines in words.sections(document) if lines]
    return Reading(locale, text.title, text.summary, text.more, sections)


def _there(document: PolicyDocument, wanted: str) -> str | None:
    if wanted in document.texts:
        return wanted
    short = wanted.split("-", maxsplit=1)[0]
    return short if short in document.texts else None


def in_words(duration: str, units: Mapping[str, tuple[str, str]] = UNITS["en"]) -> str:
    """Return a duration in words, as ``3 days`` of ``P3D``."""
    months, hours = length(duration)
    parts = [(months // 12, "year"), (months % 12, "month"), (hours // 24, "day")]
    parts.append((hours % 24, "hour"))
    return ", ".join(_counted(count, units[unit]) for count, unit in parts if count)


def _counted(count: int, names: tuple[str, str]) -> str:
    return f"{count} {names[count != 1]}"


def _cased(said: str) -> str:
    """Return a German sentence with its times in the dative, where it asks for that."""
    return _DATIVE.sub(r"\1n", said)


class _Words:
    """The sentences of one language."""

    def __init__(self, phrases: Mapping[str, str], language: str) -> None:
        self._phrases = phrases
        self._units = UNITS.get(language, UNITS["en"])

    def sections(self, document: PolicyDocument) -> list[tuple[str, list[str]]]:
        parts = (
            ("expectation", self._expectation),
            ("when", self._when),
            ("who", self._who),
            ("told", self._told),
            ("protected", self._protected),
            ("kept", self._kept),
            ("outside", self._outside),
            ("rights", self._rights),
        )
        return [(self._say(f"title.{name}"), make(document)) for name, make in parts]

    def _say(self, key: str, **values: object) -> str:
        return _cased(self._phrases[key].format(**values))

    def _number(self, value: float) -> str:
        return f"{value:g}".replace(".", self._phrases["decimal"])

    def _list(self, keys: Sequence[str], stem: str) -> str:
        return ", ".join(self._phrases.get(f"{stem}.{key}", key) for key in keys)

    def _time(self, duration: str) -> str:
        return in_words(duration, self._units)

    def _expectation(self, document: PolicyDocument) -> list[str]:
        said = document.expectation
        names = ("privacy", "personal_use", "personal_devices")
        return [
            self._say("recorded"),
            *(self._say(f"profile.{name}") for name in document.profiles),
            *(self._say(f"{name}.{getattr(said, name)}") for name in names),
        ]

    def _when(self, document: PolicyDocument) -> list[str]:
        lines = [self.trigger(trigger) for trigger in document.triggers]
        return [*lines, self._say("nothing_else")]

    def trigger(self, trigger: Trigger) -> str:
        """Say when a trigger looks, and what it does by itself."""
        values = trigger.model_dump(mode="json")
        if "entities" in values:
            values["entities"] = self._list(values["entities"], "entity")
        for name in ("period", "longest", "review_due", "freeze_within", "freeze_for", "slow_for"):
            if name in values:
                values[name] = self._time(values[name])
        if "percent" in values:
            values["percent"] = self._number(values["percent"])
        line = self._say(f"trigger.{trigger.kind}", **values)
        if is_requested(trigger) and trigger.kind != "break_glass":
            count = values["approvals"]
            line += " " + self._say("approval" if count == 1 else "approvals", count=count)
        return " ".join([line, *self._then(values)])

    def _then(self, values: dict[str, Any]) -> list[str]:
        """Say what a trigger does by itself."""
        asked = {"flood.messages": "messages", "flood.repeats": "repeats"}
        more = {"then.freeze": "freeze_after", "then.hide": "hide_after", "then.slow": "slow_after"}
        lines = [key for key, name in asked.items() if values.get(name) is not None]
        action = values.get("action", "flag")
        lines += [f"then.{action}"] if action != "flag" else []
        lines += [key for key, name in more.items() if values.get(name) is not None]
        return [self._say(key, **values) for key in lines]

    def _who(self, document: PolicyDocument) -> list[str]:
        lines = []
        for reviewer in document.reviewers:
            duty = self._phrases.get(f"duty.{reviewer.duty}", reviewer.duty)
            lines.append(self._say("may", duty=duty, acts=self._list(reviewer.may, "act")))
            if reviewer.two_person:
                acts = self._list(reviewer.two_person, "act")
                lines.append(self._say("two_person", duty=duty, acts=acts))
            if reviewer.sees_identity:
                lines.append(self._say("identity", duty=duty))
        return [*lines, *self._pseudonyms(document), self._say("never_own")]

    def _pseudonyms(self, document: PolicyDocument) -> list[str]:
        """Say until when those see pseudonyms who do not see names at once."""
        nameless = [one for one in document.reviewers if not one.sees_identity]
        if not nameless:
            return []
        revealing = [one for one in nameless if "reveal_identity" in one.may]
        if not revealing:
            return [self._say("pseudonyms.never")]
        alone = any("reveal_identity" not in one.two_person for one in revealing)
        return [self._say("pseudonyms.alone" if alone else "pseudonyms")]

    def _told(self, document: PolicyDocument) -> list[str]:
        lines = []
        for notice in document.notices:
            to, of = self._phrases[f"to.{notice.to}"], self._list(notice.of, "of")
            if notice.longest_delay is None:
                lines.append(self._say("told_at_once", to=to, of=of))
            else:
                delay, count = self._time(notice.longest_delay), notice.delay_approvals
                lines.append(self._say("told_later", to=to, of=of, delay=delay, count=count))
        return lines

    def _protected(self, document: PolicyDocument) -> list[str]:
        scope = document.scope
        lines = [self._say("tag", tag=tag) for tag in scope.protected_tags]
        rules = {one.name: one.rule for one in scope.populations}
        return lines + [self._say("excluded", rule=rules[name]) for name in scope.excluded]

    def _kept(self, document: PolicyDocument) -> list[str]:
        """Say how long what is kept, and what asks for it."""
        return [line for one in document.retention for line in self._bounds(one)]

    def _bounds(self, rule: Retention) -> list[str]:
        """Say the minimum of a rule, and what follows its maximum."""
        lines = []
        if rule.minimum is not None:
            time = self._time(rule.minimum)
            lines.append(self._say(_where("kept", rule), time=time, basis=rule.basis))
        if rule.maximum is not None:
            time, where = self._time(rule.maximum), self._phrases[_where("goes_in", rule)]
            key = f"goes.{rule.disposition}"
            lines.append(self._say(key, where=where, time=time, basis=rule.basis))
        return lines

    def _outside(self, document: PolicyDocument) -> list[str]:
        """Say how people outside are texted, where the policy says anything of it."""
        sms = document.sms
        if sms == Sms():
            return []
        disclosed = any(one.disclosure for one in sms.words)
        consent = "asked" if sms.conversational_consent else "free"
        return [
            *([self._say("outside.disclosed")] if disclosed else []),
            self._say(f"outside.{sms.optout_scope}"),
            self._say(f"outside.{consent}"),
            *(self._say(f"outside.hours.{one.category}", **one.model_dump()) for one in sms.hours),
            *self._noticed(sms.notices),
        ]

    def _noticed(self, notices: SmsNoticeRules) -> list[str]:
        """Say what people outside read on a page, where there is anything of it."""
        when = notices.when if "always" not in notices.when else ["always"]
        lines = [self._say(f"outside.notice.{one}", parts=notices.longest) for one in when]
        return [*lines, self._say("outside.notice.link", days=notices.days)] if lines else []

    def _rights(self, document: PolicyDocument) -> list[str]:
        process, shown = document.process, document.transparency
        return [
            self._say(f"own_looks.{shown.own_looks}"),
            self._context(process.context),
            self._say("appeal", time=self._time(process.appeal)),
            self._say("report", time=self._time(shown.report)),
        ]

    def _context(self, count: int) -> str:
        key = "context" if count < WIDEST else "context_most"
        return self._say(key, count=count, most=WIDEST)


def _where(begin: str, rule: Retention) -> str:
    parts = [name for name in ("spaces", "conversations") if getattr(rule, name)]
    return ".".join((begin, *parts))


def sentence(trigger: Trigger, locale: str = "en") -> str:
    """Return the rule of one trigger as people read it, and what it does."""
    return _Words(PHRASES.get(locale, PHRASES["en"]), locale).trigger(trigger)


def opens(document: PolicyDocument, duty: str) -> list[str]:
    """Return the triggers whose finds people of a duty may open."""
    return [
        one.id
        for one in document.triggers
        if any(r.duty == duty and "open" in r.may for r in reviewers_of(document, one.id))
    ]
