"""The ids that agreements have been given, so that they keep them whatever is told of them later.

An agreement's id is made of its parties, its year and its type.  Any of these may turn out otherwise when another
announcement arrives, and whoever has noted the id (a corrections file, a link) would lose the agreement.  So a build
can keep a table: which agreement it is that an announcement tells of, known by the parties' names as the text has them.

>>> ids = Ids.parse('''announcement,parties,agreement
... news-7,Acme University; Beta Institute,agreement/acme-university--beta-institute/undated-mou
... ''')
>>> ids.rows[0].announcement, ids.rows[0].agreement
('news-7', 'https://w3id.org/mou-graph/id/agreement/acme-university--beta-institute/undated-mou')

The table is written by programs; a line that cannot be used is an error, not a problem, so that none is lost.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from mou_graph.errors import IdsError
from mou_graph.vocabulary import BASE

__all__ = ["Ids", "Row"]


class Row(NamedTuple):
    """One agreement of one announcement: its identifier, the parties in its words, the agreement's IRI."""

    announcement: str
    parties: str
    agreement: str


@dataclass(frozen=True)
class Ids:
    """What agreements are called: a table, for the next build to keep.

    >>> Ids.load("not-there-yet.csv")
    Ids(rows=())
    """

    rows: tuple[Row, ...] = ()

    @cached_property
    def by_announcement(self) -> dict[str, dict[str, str]]:
        """Agreements' IRIs by identifier and parties."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self.rows:
            found[row.announcement][row.parties] = row.agreement
        return dict(found)

    @classmethod
    def load(cls, path: str | Path) -> "Ids":
        """Read a table of ids; one that is not there yet is empty."""
        try:
            return cls.parse(Path(path).read_text(encoding="utf-8-sig"), str(path))
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise IdsError(f"{path}: {error.strerror or error}") from error
        except UnicodeDecodeError as error:
            raise IdsError(f"{path}: not UTF-8 text (byte {error.start})") from error

    @classmethod
    def parse(cls, text: str, where: str = "ids") -> "Ids":
        """The ids of a table as text; `where` names it in errors."""
        return cls(tuple(_rows(text, where)))

    def text(self) -> str:
        """The table, in the order of the announcements."""
        file = io.StringIO()
        table = csv.writer(file, lineterminator="\n")
        table.writerow(Row._fields)
        table.writerows((*row[:2], row.agreement.removeprefix(BASE)) for row in sorted(self.rows))
        return file.getvalue()

    def updated(self, rows: Iterable[Row], announcements: Iterable[str]) -> "Ids":
        """With these rows in the place of those that the announcements had."""
        read = frozenset(announcements)
        return Ids(tuple(sorted({*(row for row in self.rows if row.announcement not in read), *rows})))


def _rows(text: str, where: str) -> Iterator[Row]:
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if text.strip() and (missing := set(Row._fields) - set(table.fieldnames or ())):
            raise IdsError(f"{where}: no column called {min(missing)} in its first line")
        for cells in table:
            row = Row(*((cells[column] or "").strip() for column in Row._fields))
            iri = BASE + row.agreement.removeprefix(BASE)
            if not all(row) or not iri.startswith(BASE + "agreement/"):
                raise IdsError(f"{where}:{table.line_num}: no announcement, parties and agreement/…")
            yield row._replace(agreement=iri)
    except csv.Error as error:
        raise IdsError(f"{where}:{table.line_num}: not a table: {error}") from error
