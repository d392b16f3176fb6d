"""How to reach a server: for how long, how much of it, and who asks.  Secrets are in no message and no `repr`."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit, urlunsplit

from mou_graph.errors import ServerError

__all__ = ["Access", "shown"]


@dataclass(frozen=True, slots=True)
class Access:
    """What goes with every request to a server.

    `timeout` are the seconds that a request may take, `largest` the bytes that an answer may have.  `login` is a name
    and a password with a colon between them (Basic or Digest, as the server asks for); `headers` are sent as they are.

    >>> Access(login="ada:secret", headers={"Authorization": "Bearer secret"})
    Access(timeout=60, largest=268435456)
    """

    timeout: float = 60
    largest: int = 256 << 20
    login: str | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Refuse what no header can be."""
        for name, value in self.headers.items():
            if not re.fullmatch(r"[!#$%&'*+.^_`|~\w-]+", name, re.ASCII) or not re.fullmatch(r"[\x20-\x7e]*", value):
                raise ServerError(f"header {name!r}: a name and a value of plain ASCII letters are needed")

    @classmethod
    def header(cls, line: str) -> tuple[str, str]:
        """A header as a line has it.

        >>> Access.header("Authorization: Bearer abc")
        ('Authorization', 'Bearer abc')
        """
        name, colon, value = line.partition(":")
        if not colon:
            raise ServerError("a header is written NAME: VALUE")
        return name.strip(), value.strip()

    def with_login_of(self, url: str) -> tuple[str, Self]:
        """The address without the name and the password that are in it, and the access with them.

        >>> url, access = Access().with_login_of("https://ada:s%40t@graph.example/sparql")
        >>> url, access.login
        ('https://graph.example/sparql', 'ada:s@t')
        """
        parts = urlsplit(url)
        user, at, host = parts.netloc.rpartition("@")
        if not at:
            return url, self
        login = self.login or unquote(user)
        return urlunsplit(parts._replace(netloc=host)), type(self)(self.timeout, self.largest, login, self.headers)

    def redacted(self, message: str) -> str:
        """A message without our secrets, should a server send them back."""
        login = self.login or ""
        as_sent = b64encode(login.encode()).decode()
        secrets = [login, as_sent, login.partition(":")[2], *self.headers.values()]
        for secret in sorted((secret for secret in secrets if len(secret) > 3), key=len, reverse=True):
            message = message.replace(secret, "…")
        return message


def shown(url: str) -> str:
    """An address for a message: without login, query and fragment.

    >>> shown("https://ada:secret@graph.example:8000/sparql?key=secret")
    'https://graph.example:8000/sparql'
    """
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
