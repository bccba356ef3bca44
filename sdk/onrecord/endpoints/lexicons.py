"""What can be asked about lists of words."""

from onrecord.endpoints._base import Endpoint, Room
from onrecord.wire import lexicons as w
from onrecord.wire.page import Page


LIST_LEXICONS = Endpoint(
    "lexicons.list", "GET", "/lexicons", w.ListLexicons, Page[w.Lexicon], writes=False
)
PUT_LEXICON = Endpoint(
    "lexicons.put",
    "PUT",
    "/lexicons/{name}",
    w.PutLexicon,
    w.LexiconVersionDetail,
    writes=True,
    room=Room(8 * 1024 * 1024, 100_000),
)
GET_LEXICON = Endpoint(
    "lexicons.get",
    "GET",
    "/lexicons/{name}",
    w.GetLexicon,
    w.LexiconVersionDetail,
    writes=False,
)
LIST_LEXICON_VERSIONS = Endpoint(
    "lexicons.versions",
    "GET",
    "/lexicons/{name}/versions",
    w.ListLexiconVersions,
    Page[w.LexiconVersion],
    writes=False,
)
APPROVE_LEXICON = Endpoint(
    "lexicons.approve",
    "POST",
    "/lexicons/{name}/versions/{version}/approval",
    w.ApproveLexicon,
    w.LexiconVersion,
    writes=True,
)
WITHDRAW_LEXICON = Endpoint(
    "lexicons.withdraw",
    "POST",
    "/lexicons/{name}/versions/{version}/withdrawal",
    w.WithdrawLexicon,
    w.LexiconVersion,
    writes=True,
)
TRIAL_LEXICON = Endpoint(
    "lexicons.trial",
    "POST",
    "/lexicons/{name}/versions/{version}/trial",
    w.TrialLexicon,
    w.LexiconTrial,
    writes=True,
)
TRY_LEXICON = Endpoint(
    "lexicons.try",
    "POST",
    "/lexicon/try",
    w.TryLexicon,
    w.LexiconTried,
    writes=False,
    costly=True,
)
LIST_LEXICON_STARTS = Endpoint(
    "lexicons.starts",
    "GET",
    "/lexicon/starts",
    w.ListLexiconStarts,
    w.LexiconStarts,
    writes=False,
)
GET_ADVICE = Endpoint("advice.get", "GET", "/advice", w.GetAdvice, w.Advice, writes=False)
