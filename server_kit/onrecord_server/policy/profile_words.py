"""What a line of a profile says, and what it refuses, in each language that we have."""

from collections.abc import Iterable, Mapping
from typing import Final


#: Name of a line → what it says, and what it refuses or nothing.
_EN: Final[Mapping[str, tuple[str, str | None]]] = {
    "kept": ("Everything is kept for six years at least.", "A shorter general minimum."),
    "not_sooner": (
        "Nothing is let go before six years are over.",
        "A maximum that can end sooner, wherever it is for.",
    ),
    "sampled": ("A part is drawn by chance and reviewed.", "A policy without a random sample."),
    "reasons": (
        "Who finds a violation or hands a case on writes why.",
        "Violation or escalation without a reason.",
    ),
    "produced": ("Records can be produced.", "A policy by which nobody may export."),
    "signed": ("The record is signed, so that a rewritten one is found.", None),
    "backup": ("Take backups, keep them elsewhere, and try to restore them.", None),
    "officer": ("Name the executive officer or third party who produces records.", None),
    "off_channel": ("Forbid other channels, or bring in what was said there.", None),
    "emergency": (
        "There is a way in for emergencies, told at once and reviewed.",
        "A policy without one.",
    ),
    "encrypted": ("Words are encrypted in the database.", "Approval while they are not."),
    "needed": ("Who reviews sees no more than is needed.", "More than 10 messages on each side."),
    "devices": ("Health data is not on unmanaged devices.", "Personal devices without a profile."),
    "sealed": (
        "What is exported is sealed to the key of who opens it.",
        "An export that is not sealed.",
    ),
    "notices": (
        "People outside get a notice with a link in place of what is said.",
        "Texts that hold what is said.",
    ),
    "sessions": ("Sign out in your app who is idle; the chat asks it again each minute.", None),
    "examined": ("Look at who looked, regularly.", None),
    "second_factor": ("Ask for a second factor where people sign in.", None),
    "ends": ("Everything has an end, at which it goes or somebody decides.", "No maximum at all."),
    "access": (
        "There is a way to answer who asks what is kept about them.",
        "A policy without such a trigger.",
    ),
    "privacy": ("People keep some privacy at work.", "No expectation of privacy."),
    "proportion": ("Samples are in proportion.", "A sample of more than 10 percent."),
    "pseudonyms": ("Reviewers see pseudonyms first.", "Reviewers who see names at once."),
    "own_looks": ("People see each look at their messages.", "Looks that are only counted."),
    "council": (
        "What is for the works council is protected.",
        "A policy that does not protect it.",
    ),
    "in_time": ("Answer requests of people within a month.", None),
    "assessed": ("Write the impact assessment, and ask the works council.", None),
    "kept_then_ends": (
        "FIN-1 keeps for six years, GDP-3 asks for an end: first the minimum runs, then the maximum.",
        None,
    ),
    "sampled_in_proportion": (
        "FIN-2 asks for a sample, GDP-6 for proportion: there is one, of 10 percent at most.",
        None,
    ),
    "opened_and_told": (
        "HIP-3 opens at once in an emergency, GDP-6 asks that people know: they see that look too.",
        None,
    ),
}

_DE: Final[Mapping[str, tuple[str, str | None]]] = {
    "kept": (
        "Alles wird mindestens sechs Jahre aufbewahrt.",
        "Eine kürzere allgemeine Mindestdauer.",
    ),
    "not_sooner": (
        "Vor Ablauf von sechs Jahren wird nichts vernichtet.",
        "Eine Höchstdauer, die früher enden kann, wofür auch immer.",
    ),
    "sampled": (
        "Ein Teil wird zufällig gezogen und geprüft.",
        "Eine Richtlinie ohne Zufallsstichprobe.",
    ),
    "reasons": (
        "Wer einen Verstoß feststellt oder einen Fall weitergibt, schreibt warum.",
        "Verstoß oder Weitergabe ohne Grund.",
    ),
    "produced": (
        "Aufzeichnungen können vorgelegt werden.",
        "Eine Richtlinie, nach der niemand exportieren darf.",
    ),
    "signed": ("Die Aufzeichnung ist signiert; eine umgeschriebene fällt auf.", None),
    "backup": ("Sichere, bewahre Sicherungen woanders auf und probiere sie aus.", None),
    "officer": ("Benenne, wer Aufzeichnungen vorlegt: im Haus oder bei einem Dritten.", None),
    "off_channel": ("Verbiete andere Kanäle, oder bringe ein, was dort gesagt wurde.", None),
    "emergency": (
        "Für Notfälle gibt es einen Weg hinein, sofort gemeldet und überprüft.",
        "Eine Richtlinie ohne ihn.",
    ),
    "encrypted": (
        "Texte sind in der Datenbank verschlüsselt.",
        "Eine Freigabe, solange sie es nicht sind.",
    ),
    "needed": (
        "Wer prüft, sieht nicht mehr als nötig.",
        "Mehr als 10 Nachrichten auf jeder Seite.",
    ),
    "devices": (
        "Gesundheitsdaten sind nicht auf unverwalteten Geräten.",
        "Eigene Geräte ohne Arbeitsprofil.",
    ),
    "sealed": (
        "Was exportiert wird, ist für den Schlüssel versiegelt, der es öffnet.",
        "Ein Export, der nicht versiegelt ist.",
    ),
    "notices": (
        "Menschen außerhalb bekommen einen Hinweis mit Link statt des Inhalts.",
        "Texte, die den Inhalt tragen.",
    ),
    "sessions": (
        "Melde in deiner App ab, wer untätig ist; der Chat fragt sie jede Minute.",
        None,
    ),
    "examined": ("Sieh regelmäßig nach, wer hingesehen hat.", None),
    "second_factor": ("Verlange bei der Anmeldung einen zweiten Faktor.", None),
    "ends": (
        "Alles hat ein Ende, an dem es vernichtet oder darüber entschieden wird.",
        "Gar keine Höchstdauer.",
    ),
    "access": (
        "Wer fragt, was über ihn aufbewahrt wird, bekommt Auskunft.",
        "Eine Richtlinie ohne solchen Anlass.",
    ),
    "privacy": ("Bei der Arbeit bleibt etwas Privates.", "Keinerlei Vertraulichkeit."),
    "proportion": ("Stichproben sind angemessen.", "Eine Stichprobe über 10 Prozent."),
    "pseudonyms": ("Wer prüft, sieht zuerst Pseudonyme.", "Prüfende, die gleich Namen sehen."),
    "own_looks": (
        "Jede Person sieht jeden Blick auf ihre Nachrichten.",
        "Blicke, die nur gezählt werden.",
    ),
    "council": (
        "Was für den Betriebsrat ist, ist geschützt.",
        "Eine Richtlinie, die das nicht schützt.",
    ),
    "in_time": ("Beantworte Anfragen von Personen innerhalb eines Monats.", None),
    "assessed": ("Schreibe die Folgenabschätzung und frage den Betriebsrat.", None),
    "kept_then_ends": (
        "FIN-1 bewahrt sechs Jahre, GDP-3 verlangt ein Ende: erst die Mindestdauer, dann die Höchstdauer.",
        None,
    ),
    "sampled_in_proportion": (
        "FIN-2 verlangt eine Stichprobe, GDP-6 Angemessenheit: Es gibt eine, von höchstens 10 Prozent.",
        None,
    ),
    "opened_and_told": (
        "HIP-3 öffnet im Notfall sofort, GDP-6 verlangt, dass man davon weiß: Auch dieser Blick ist zu sehen.",
        None,
    ),
}

WORDS: Final[Mapping[str, Mapping[str, tuple[str, str | None]]]] = {"en": _EN, "de": _DE}


def words(locales: Iterable[str]) -> Mapping[str, tuple[str, str | None]]:
    """Return the words of the first language that we have; English otherwise."""
    found = (WORDS.get(one.split("-")[0].lower()) for one in locales)
    return next((one for one in found if one is not None), _EN)
