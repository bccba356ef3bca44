"""Asks the host's classifiers about what waits for them: after the commit, at least once, in time."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

import anyio
import anyio.to_thread

from onrecord.errors import Archived, Conflict, NotFound
from onrecord_server.core.actor import host_actor
from onrecord_server.core.hooks import Reactor
from onrecord_server.engine import Engines
from onrecord_server.messages import classified
from onrecord_server.messages.classified import AskedFor, Classified, Question, Questions
from onrecord_server.moderation.classifying import Classifier, NoAnswer, read


logger = logging.getLogger("onrecord.moderation")

NAME: Final = "onrecord.classify"
#: Who is shown to have asked.
SERVICE: Final = "classifier"
#: Messages that are asked about at once.
AT_ONCE: Final = 8


def classifier(engines: Engines, threads: Any) -> Reactor:
    """Return the reactor that asks about what is held for classifiers."""
    asking = _Asking(engines, engines.hooks.classifiers, threads)

    async def handle(tenant: str, stretch: Sequence[dict[str, Any]]) -> None:
        held = [one["object"] for one in stretch if one["type"] == "message.held"]
        for start in range(0, len(held), AT_ONCE):
            some = dict.fromkeys(held[start : start + AT_ONCE])
            await asyncio.gather(*(asking.about(tenant, message) for message in some))

    return Reactor(NAME, handle, bare=True)


class _Asking:
    """One message at a time: what is asked, by whom, and what they say."""

    def __init__(
        self, engines: Engines, classifiers: Mapping[str, Classifier], threads: Any
    ) -> None:
        self._engines = engines
        self._classifiers = classifiers
        self._threads = threads

    async def about(self, tenant: str, message: str) -> None:
        """Ask everybody whom the policy asks, and say what they said."""
        questions = await self._run(self._questions, tenant, message)
        if not questions.number:
            return
        answers = {
            question.trigger: await self._ask(tenant, question, questions.text)
            for question in questions.asked
        }
        done = Classified(
            message_id=message,
            number=questions.number,
            found=tuple(name for name, answer in answers.items() if answer),
            failed=tuple(name for name, answer in answers.items() if answer is None),
        )
        if not await self._run(self._settle, tenant, done):
            nobody = {"found": (), "failed": tuple(answers)}
            await self._run(self._settle, tenant, done.model_copy(update=nobody))

    async def _run(self, function: Any, *given: Any) -> Any:
        return await anyio.to_thread.run_sync(function, *given, limiter=self._threads)

    def _questions(self, tenant: str, message: str) -> Questions:
        asked = AskedFor(message_id=message)
        actor = host_actor(tenant, SERVICE)
        return Questions.model_validate(
            self._engines.call(classified.ASKED.name, asked, actor).value
        )

    def _settle(self, tenant: str, done: Classified) -> bool:
        """Say what was answered; false where that cannot be done, so that a person has to decide."""
        try:
            self._engines.call(classified.CLASSIFY.name, done, host_actor(tenant, SERVICE))
        except (Archived, Conflict, NotFound) as refusal:
            logger.warning("what was classified stays held: %s", refusal)
            return False
        return True

    async def _ask(self, tenant: str, question: Question, text: str) -> bool | None:
        """Return what a classifier says; ``None`` where it does not, in time and in its own words."""
        found = self._classifiers.get(question.classifier)
        if found is None:
            return None
        try:
            with anyio.fail_after(min(found.deadline, question.seconds)):
                return read(await self._answer(found, tenant, text))
        except TimeoutError:
            logger.warning("the classifier %s took too long", question.classifier)
        except NoAnswer as why:
            logger.warning("the classifier %s did not answer: %s", question.classifier, why)
        except Exception:
            logger.exception("the classifier %s failed", question.classifier)
        return None

    async def _answer(self, found: Classifier, tenant: str, text: str) -> Any:
        if found.is_async:
            return await found.ask(tenant, text)  # type: ignore[misc] # it is a coroutine function
        return await anyio.to_thread.run_sync(
            found.ask, tenant, text, limiter=self._threads, abandon_on_cancel=True
        )
