"""What WhatsApp writes in place of words, in the languages that it writes in."""

import re
from typing import Final

from onrecord_server.imports.formats.base import Kind


_DELETED: Final = frozenset(
    {
        "this message was deleted",
        "you deleted this message",
        "diese nachricht wurde gelöscht",
        "du hast diese nachricht gelöscht",
        "se eliminó este mensaje",
        "este mensaje fue eliminado",
        "eliminaste este mensaje",
        "ce message a été supprimé",
        "vous avez supprimé ce message",
        "mensagem apagada",
        "essa mensagem foi apagada",
        "você apagou esta mensagem",
        "questo messaggio è stato eliminato",
        "hai eliminato questo messaggio",
        "dit bericht is verwijderd",
        "u hebt dit bericht verwijderd",
        "данное сообщение удалено",
        "tämä viesti poistettiin",
    }
)
_LEFT_OUT: Final = frozenset(
    {
        "<media omitted>",
        "<medien ausgeschlossen>",
        "<multimedia omitido>",
        "<archivo omitido>",
        "<médias omis>",
        "<mídia oculta>",
        "<arquivo de mídia oculto>",
        "<media omessi>",
        "<media weggelaten>",
        "<без медиафайлов>",
        *(f"{what} omitted" for what in ("image", "video", "audio", "sticker", "document", "gif")),
        "contact card omitted",
        *(
            f"{what} weggelassen"
            for what in ("bild", "video", "audio", "sticker", "dokument", "gif")
        ),
        "imagen omitida",
        "video omitido",
        "audio omitido",
        "image absente",
        "vidéo absente",
        "audio omis",
        "imagem ocultada",
        "vídeo omitido",
        "immagine omessa",
        "video omesso",
        "afbeelding weggelaten",
    }
)
_EDITED: Final = re.compile(
    r"<(?:this message was edited|diese nachricht wurde bearbeitet"
    r"|se editó este mensaje|ce message a été modifié|mensagem editada"
    r"|questo messaggio è stato modificato|dit bericht is bewerkt)\.?>$",
    re.IGNORECASE,
)
_ATTACHED: Final = re.compile(r"<[^<>:\n]{3,24}:[ \u00a0]?([^<>/\\\n]{1,200}\.\w{1,8})>")
_BESIDE: Final = re.compile(
    r"([^<>/\\\n()]{1,200}\.\w{1,8}) \((?:file attached|datei angehängt|archivo adjunto"
    r"|fichier joint|arquivo anexado|file allegato|bestand bijgevoegd|файл добавлен)\)",
    re.IGNORECASE,
)


def read(text: str) -> tuple[str, Kind, tuple[str, ...]]:
    """Return a text without the marks that are none of its words, what it is, and which file it names."""
    bare = text.lstrip("\u200e\u200f")
    if (edited := _EDITED.search(text)) is not None:
        return text[: edited.start()].rstrip(" \u200e"), "edited", ()
    first, _, rest = bare.partition("\n")
    named = _ATTACHED.fullmatch(first.strip()) or _BESIDE.fullmatch(first.strip())
    if named is not None:
        return rest, "file", (named[1],)
    plain = bare.strip().lower()
    if plain.rstrip(".") in _DELETED:
        return bare, "deleted", ()
    if plain in _LEFT_OUT:
        return bare, "left_out", ()
    return text, "said", ()
