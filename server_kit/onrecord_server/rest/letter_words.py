"""What the page of a notice says, in each language that we have. No logic but which one is read."""

from collections.abc import Mapping
from typing import Final


_EN: Final[Mapping[str, str]] = {
    "title": "A message for you",
    "gone": "This link opens nothing",
    "gone_why": "It may have ended, or be incomplete. Ask whoever wrote to you for another one.",
    "locked": "{name} has written to you",
    "locked_why": "To read it, have a code sent to the phone number that got the link.",
    "ask": "Send me a code",
    "again": "Send another code",
    "code": "Code from the text message",
    "open": "Read the message",
    "sent": "A code is on its way to your phone. It counts for ten minutes.",
    "wrong": "That is not the code. Look again at the newest text message.",
    "spent": "No code counts any more. Have another one sent.",
    "later": "That was asked for often by now. Try again after {time}.",
    "held": "No code can be sent now. Try again later, or call whoever wrote to you.",
    "stopped": "You asked for no more text messages, so no code is sent. Text START to the number to get them again.",
    "them": "{name}",
    "me": "You",
    "removed": "This message was taken back.",
    "erased": "What this message said was deleted.",
    "answer": "Your answer",
    "send": "Send",
    "kept": "What you write here is kept, as what you text is.",
    "many": "You have written often by now. Try again later.",
    "long": "That is too long. Write {count} characters at most.",
    "empty": "Write something first.",
    "closed": "This page was open for half an hour. Have another code sent; what you wrote was not sent.",
    "too_fast": "That was too fast. Wait for a minute.",
}
_DE: Final[Mapping[str, str]] = {
    "title": "Eine Nachricht für Sie",
    "gone": "Dieser Link führt zu nichts",
    "gone_why": "Vielleicht ist er abgelaufen oder unvollständig. Bitten Sie um einen neuen.",
    "locked": "{name} hat Ihnen geschrieben",
    "locked_why": "Um zu lesen, lassen Sie einen Code an die Nummer senden, die den Link bekommen hat.",
    "ask": "Code senden",
    "again": "Neuen Code senden",
    "code": "Code aus der SMS",
    "open": "Nachricht lesen",
    "sent": "Ein Code ist auf dem Weg zu Ihrem Telefon. Er gilt zehn Minuten.",
    "wrong": "Das ist nicht der Code. Sehen Sie in der neuesten SMS nach.",
    "spent": "Es gilt kein Code mehr. Lassen Sie einen neuen senden.",
    "later": "Das wurde schon oft verlangt. Versuchen Sie es nach {time} wieder.",
    "held": "Jetzt kann kein Code gesendet werden. Versuchen Sie es später, oder rufen Sie an.",
    "stopped": "Sie wollen keine SMS mehr, darum wird kein Code gesendet. Mit START an die Nummer bekommen Sie wieder welche.",
    "them": "{name}",
    "me": "Sie",
    "removed": "Diese Nachricht wurde zurückgenommen.",
    "erased": "Was diese Nachricht sagte, wurde gelöscht.",
    "answer": "Ihre Antwort",
    "send": "Senden",
    "kept": "Was Sie hier schreiben, wird aufbewahrt, wie Ihre SMS auch.",
    "many": "Sie haben schon oft geschrieben. Versuchen Sie es später wieder.",
    "long": "Das ist zu lang. Schreiben Sie höchstens {count} Zeichen.",
    "empty": "Schreiben Sie zuerst etwas.",
    "closed": "Diese Seite war eine halbe Stunde offen. Lassen Sie einen neuen Code senden; gesendet wurde nichts.",
    "too_fast": "Das war zu schnell. Warten Sie eine Minute.",
}
WORDS: Final[Mapping[str, Mapping[str, str]]] = {"en": _EN, "de": _DE}


def language(contact: str | None, accepted: str) -> str:
    """Return the language of a page: of the contact, else the first that the browser accepts and we have."""
    wanted = [contact or "", *(one.split(";")[0].strip() for one in accepted.split(","))]
    known = (one.split("-")[0].lower() for one in wanted)
    return next((one for one in known if one in WORDS), "en")
