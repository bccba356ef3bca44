"""The requirements that this software is designed to support, each in a line; ids are our own."""

from typing import Final


#: Id → what it asks: SEC 17 CFR 240.17a-4, FINRA, CFTC 1.31, MiFID II, 45 CFR 164.312, GDPR, TCPA, holds.
RULES: Final = {
    "SEC-1": "no message is sent or taken without a committed record",
    "SEC-2": "a time-stamped trail rebuilds each version of each record",
    "SEC-3": "completeness and accuracy are verified by themselves, and the outcome is recorded",
    "SEC-4": "a record and its trail are handed over readable, and usable by a machine",
    "SEC-5": "a restored copy passes the same verification",
    "SEC-6": "records are produced promptly; who answers for that is named",
    "SEC-7": "serial numbers on optical media",
    "SEC-8": "nobody, an administrator included, changes or deletes the trail",
    "FIN-1": "what has no other time is kept for six years",
    "FIN-2": "the written procedure says what is reviewed, and that it was is provable",
    "FIN-3": "opening is no review: who, what, when and what was done are recorded",
    "FIN-4": "who delegates stays named",
    "FIN-5": "lists of words have versions, and an old one finds again what it found",
    "FIN-6": "a sample is drawn from a seed that was committed to, and can be drawn again",
    "FIN-7": "what was said elsewhere is marked as imported for ever",
    "CFTC-1": "five years, and within reach for all of them",
    "CFTC-2": "an up-to-date inventory of the systems that keep records",
    "CFTC-3": "records are produced in the form that was asked for",
    "MIF-1": "everything is captured, whether or not a transaction follows",
    "MIF-2": "a written policy; approved people and channels are listed",
    "MIF-3": "monitoring is periodic and by risk, and is logged",
    "MIF-4": "clients are told before the first message that is recorded",
    "MIF-5": "five years, seven where an authority asks",
    "MIF-6": "the original cannot be altered; corrections stand beside it",
    "HIP-1": "only who has the right gets in",
    "HIP-2": "everybody has an identity of their own",
    "HIP-3": "an emergency opens at once, for a bounded time, and is reviewed",
    "HIP-4": "who is idle is signed out",
    "HIP-5": "a dump of the database holds no word",
    "HIP-6": "reading is recorded, and can be examined",
    "HIP-7": "what was altered, or moved to another row, is found",
    "HIP-8": "people and programs are authenticated",
    "HIP-9": "nothing travels in the clear, and no content in a push or SMS",
    "HIP-10": "documentation is kept six years; one sees no more than is needed",
    "GDP-1": "an erasure is refused while a duty or a hold applies, with its reason and in time",
    "GDP-2": "a restriction hides from everyday use and keeps",
    "GDP-3": "hold before retention before erasure",
    "GDP-4": "an erasure leaves the record whole and says so",
    "GDP-5": "a person gets what is kept about them, others' data apart",
    "GDP-6": "people are told beforehand that and how far they are watched",
    "SMS-1": "a revocation by any reasonable means counts at once",
    "SMS-2": "one confirmation after it, then nothing",
    "SMS-3": "how far a revocation reaches",
    "SMS-4": "quiet hours where the recipient is",
    "SMS-5": "consent is kept with its words",
    "SMS-6": "HELP and START are answered",
    "SMS-7": "all of it is a record, with what the provider sent",
    "LH-1": "a hold keeps what is and what comes, until two people release it",
    "LH-2": "copies certify themselves by hashes",
    "LH-3": "custodians are told, acknowledge and are reminded",
    "LH-4": "a silent hold is on the record",
}

#: What no software does: a person's or a carrier's act, or a rule that has no object here.
SENTENCES: Final = {
    "SEC-7": "It asks for serial numbers on optical media; there are none with the audit-trail alternative.",
}

#: What is not built yet. A rule leaves this table when a test shows it.
LATER: Final[dict[str, str]] = {}
