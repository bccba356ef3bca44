"""The words by which people ask for no more texts, for texts again, or for help. No logic.

47 CFR 64.1200(a)(10) names the first seven that stop. The rest are the defaults of Twilio, Telnyx and AWS
End User Messaging, and what people write in French, Spanish and German. All are in small letters without
accents, since texts are compared like that (see ``words``).
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(one.strip() for one in text.split(";"))


#: Mean it even when they are one sentence of several, or when words of courtesy surround them.
STRONG: Final = _words(
    "stop; stopall; stop all; revoke; opt out; unsubscribe; unsub; stop sms; stop texts; stop messages; "
    "arret; arreter; arretez; desabonner; desabonnement; desinscription; "
    "parar; pare; no mas; darme de baja; dar de baja; "
    "stopp; stoppen; abmelden; abbestellen; austragen; keine sms; keine sms mehr; keine nachrichten mehr; "
    "unsuscribe; unsubcribe; stpo; sotp"
)
#: Mean it as the whole message; in others they are everyday words.
PLAIN: Final = _words(
    "quit; end; cancel; remove; td; alto; cancelar; cancela; baja; basta; ende; aufhoren"
)
#: At the head of a sentence they are said to us, and are a revocation; elsewhere somebody looks.
PHRASES: Final = _words(
    "stop texting; stop messaging; stop sending me; stop contacting me; stop writing me; stop writing to me; "
    "stop all texts; stop the texts; stop the messages; stop these texts; stop these messages; "
    "quit texting; quit messaging; quit sending me; "
    "do not text me; dont text me; do not message me; dont message me; do not contact me; dont contact me; "
    "never text me; never contact me; no more texts; no more messages; no more sms; "
    "i revoke; i withdraw my consent; revoke my consent; opt me out; i opt out; i want to opt out; "
    "unsubscribe me; i want to unsubscribe; take me off your list; take me off this list; "
    "take me off the list; remove me from your list; remove me from this list; remove me from the list; "
    "remove my number; delete my number; lose my number; you have the wrong number; "
    "i dont want these texts; i do not want these texts; i dont want your texts; i do not want your texts; "
    "arretez de m ecrire; arretez de m envoyer; arrete de m ecrire; ne m ecrivez plus; "
    "ne m envoyez plus; je ne veux plus de sms; je ne veux plus de messages; desabonnez moi; "
    "vous avez le mauvais numero; no mas mensajes; no mas sms; no me escriba mas; no me escriban mas; "
    "no me mande mas; no me manden mas; no me envie mas; no me envien mas; deje de escribirme; "
    "dejen de escribirme; deje de enviarme; dejen de enviarme; quiero darme de baja; deme de baja; "
    "keine sms mehr; keine nachrichten mehr; schreiben sie mir nicht mehr; schreib mir nicht mehr; "
    "schicken sie mir keine; schickt mir keine; melden sie mich ab; horen sie auf mir zu schreiben; "
    "hor auf mir zu schreiben; loschen sie meine nummer; sie haben die falsche nummer; ich widerrufe"
)
#: As a sentence of their own they are one too; within others they may be about anything.
LOOSE: Final = _words(
    "wrong number; wrong person; you have the wrong person; remove me; take me off; leave me alone; "
    "do not text; dont text; do not contact; dont contact; stop sending; stop these; stop contacting; "
    "stop bothering me; i dont want this; i withdraw consent; mauvais numero; plus de sms; plus de messages; "
    "je ne veux plus; me desabonner; numero equivocado; no me escriba; no me escriban; no me mande; "
    "no me envie; falsche nummer; keine nachrichten; nicht mehr schreiben; lassen sie mich in ruhe; "
    "horen sie auf; hort auf; hor auf"
)
#: One of them anywhere, or a plain word at the head: somebody looks.
DOUBTFUL: Final = _words(
    "stop; stopped; stopping; stopall; unsubscribe; unsubscribed; unsub; revoke; optout; "
    "arret; arreter; arretez; desabonner; parar; baja; stopp; stoppen; abmelden; abbestellen; "
    "widerrufen; spam; harassing; harassment; tcpa"
)
START: Final = _words(
    "start; unstop; subscribe; resubscribe; opt in; optin; iniciar; empezar; alta; demarrer; reprendre; "
    "anmelden; starten"
)
#: Count only from somebody who stopped, or who was asked for it: else they answer something else.
YES: Final = _words("yes; y; oui; si; ja")
HELP: Final = _words("help; info; aide; ayuda; hilfe; informacion; information")
#: Around a word that stops they change nothing.
COURTESY: Final = _words(
    "please; pls; plz; now; immediately; thanks; thank; you; thx; ok; okay; hi; hello; hey; sir; madam; just; "
    "it; this; that; already; today; kindly; bitte; jetzt; sofort; danke; hallo; por; favor; gracias; ya; hola; "
    "merci; svp; stp; bonjour; maintenant; s; il; te; vous; plait; sorry; everything"
)
#: Shown alone they are a raised hand; what is meant, somebody decides.
SIGNS: Final = frozenset("🛑🚫⛔✋")
