"""The words of a content row: the one expression through which they are read, encrypted or not.

Encrypted words leave the database together with the row that they stand in (tenant, id, key), so that
words which were moved to another row do not decrypt there.
"""

from collections.abc import Iterable
from typing import Any, Final, Protocol, TypeAlias
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from typing_extensions import override

from onrecord.errors import KeyUnavailable
from onrecord_server.core.rows import contents


#: Canonical words are an object of JSON; what else is read is a row's place, then its ciphertext.
_PLAIN: Final = "{"

#: Canonical words, and the salt that they are committed to with.
Content: TypeAlias = tuple[str, bytes]


class Cipher(Protocol):
    """Encrypts and decrypts the words of a database's tenants."""

    def encrypt(self, tenant: str, content_id: str, content: Content) -> tuple[Content, str | None]:
        """Return what is stored, and the id of its key; ``None`` where the tenant is not encrypted."""
        ...

    def decrypt(self, tenant: str, content_id: str, key_id: str, body: str) -> str:
        """Return the words of a row. Raises ``KeyUnavailable``."""
        ...

    def decrypt_salt(self, tenant: str, content_id: str, key_id: str, salt: bytes) -> bytes:
        """Return the salt of a row. Raises ``KeyUnavailable``."""
        ...

    def blind(self, tenant: str, tokens: Iterable[str]) -> frozenset[str]:
        """Return tokens of search as the index holds them."""
        ...


_NO_KEYS: Final = "These words are encrypted, and no keys were given to read them."

# By dialect, because that is what SQLAlchemy hands to a type; a host's engine that we join has its own.
_ciphers: Final[WeakKeyDictionary[Dialect, Cipher]] = WeakKeyDictionary()


def use_cipher(dialect: Dialect, cipher: Cipher) -> None:
    """Make the words that are read and written over connections of one engine this cipher's."""
    _ciphers[dialect] = cipher


def cipher_of(dialect: Dialect) -> Cipher | None:
    """Return the cipher of an engine's connections, where one was given."""
    return _ciphers.get(dialect)


def stored(
    dialect: Dialect, tenant: str, content_id: str, content: Content
) -> tuple[Content, str | None]:
    """Return words and their salt as they are stored, and the id of their key."""
    cipher = _ciphers.get(dialect)
    return (content, None) if cipher is None else cipher.encrypt(tenant, content_id, content)


def blinded(dialect: Dialect, tenant: str, tokens: Iterable[str]) -> frozenset[str]:
    """Return tokens of search as the index holds them: no words where a tenant is encrypted."""
    cipher = _ciphers.get(dialect)
    return frozenset(tokens) if cipher is None else cipher.blind(tenant, tokens)


def keyed(dialect: Dialect, tenant: str, digest: bytes) -> bytes:
    """Return a digest of words as it is stored: where a tenant is encrypted no guess is tried with it."""
    cipher = _ciphers.get(dialect)
    if cipher is None:
        return digest
    plain = digest.hex()
    (found,) = cipher.blind(tenant, (plain,))
    return digest if found == plain else bytes.fromhex(found)


class Words(sa.types.TypeDecorator[str]):
    """Words as they were written; decrypts what was stored encrypted. Raises ``KeyUnavailable``."""

    impl = sa.Text
    cache_ok = True

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return read(value, dialect)


def read(value: str | None, dialect: Dialect) -> str | None:
    """Return the words of what ``PLACED`` selected. Raises ``KeyUnavailable``."""
    if value is None or value[:1] == _PLAIN:
        return value
    cipher = _ciphers.get(dialect)
    if cipher is None:
        raise KeyUnavailable(_NO_KEYS)
    key_id, tenant, content_id, body = _split(value)
    return cipher.decrypt(tenant, content_id, key_id, body)


def _split(value: str) -> list[str]:
    """Take a placed value apart: key, tenant and content, whose id may hold anything, and what is stored."""
    key_id, tenant, rest = value.split(" ", 2)
    return [key_id, tenant, *rest.rsplit(" ", 1)]


class Salts(sa.types.TypeDecorator[bytes]):
    """Salts as they were drawn; decrypts what was stored encrypted. Raises ``KeyUnavailable``."""

    impl = sa.Text
    cache_ok = True

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        # SQLite writes nothing as no digits, where others write nothing.
        if value is None or not value or value.endswith(" "):
            return None
        if " " not in value:
            return bytes.fromhex(value)
        cipher = _ciphers.get(dialect)
        if cipher is None:
            raise KeyUnavailable(_NO_KEYS)
        key_id, tenant, content_id, salt = _split(value)
        return cipher.decrypt_salt(tenant, content_id, key_id, bytes.fromhex(salt))


class _Hex(sa.sql.functions.GenericFunction[str]):
    """Bytes as hexadecimal digits."""

    type = sa.Text()
    name = "hex"
    inherit_cache = True


@compiles(_Hex, "postgresql")
def _hex_of_postgres(element: _Hex, compiler: SQLCompiler, **more: Any) -> str:
    return f"encode({compiler.process(element.clauses, **more)}, 'hex')"


_SPACE: Final[sa.ColumnElement[str]] = sa.literal_column("' '")

#: The same as ``words`` for statements that are written by hand; ``b`` is the content.
PLACED: Final = (
    "CASE WHEN b.key_id IS NULL THEN b.body "
    "ELSE b.key_id || ' ' || b.tenant || ' ' || b.id || ' ' || b.body END AS body"
)


def words(table: sa.FromClause = contents) -> sa.Label[str]:
    """Return the column ``body`` of contents, or of an alias of them, as words."""
    return sa.type_coerce(_placed(table, table.c.body), Words()).label("body")


def salts(table: sa.FromClause = contents) -> sa.Label[bytes]:
    """Return the column ``salt`` of contents as it was drawn."""
    return sa.type_coerce(_placed(table, _Hex(table.c.salt)), Salts()).label("salt")


def _placed(table: sa.FromClause, stored: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    row = table.c
    place = row.key_id + _SPACE + row.tenant + _SPACE + row.id + _SPACE
    return sa.case((row.key_id.is_(None), stored), else_=place + stored)


#: ``body`` of the table of contents itself.
WORDS: Final = words()
#: ``salt`` of the table of contents itself.
SALT: Final = salts()
