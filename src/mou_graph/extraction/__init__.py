"""What one announcement says: a pure function from `Announcement` to `Draft`.

    text ─layout▶ sentences ─names▶ mentions ─organizations, people, posts▶ who
         ─events▶ tellings ─agreements▶ pacts ─particulars, focus, quotations▶ Draft

The words and patterns are data (words.toml); the modules hold the grammar.  Nothing here sees a second
announcement, so it can run in any process, in any order.  In import order, nothing to its left:

    lexicon · layout · details · quantities                             words, sentences, dates and sums
    mention · runs · tails · bodies · initials · states · persons · tables · names      names where they stand
    nameless · directory · sameness · acting · organizations · neighbours       which organisation each is
    bridges · people · roles · owners · contacts · posts                who, and in what post
    countries · affiliation                                             where they belong
    lists · clauses · openings · parties · news · status · events · pieces · pacts · governors · signers · signing
    completing · agreements · occasion · validity · worth · particulars  what is agreed
    areas · focus · quotations · collaborations · heading · drafting    the rest, and to values

(`neighbours` runs behind `posts`: it asks what is left when people are known; `affiliation` when the parties are.)
"""

from collections.abc import Iterator

from mou_graph.extraction.affiliation import imply
from mou_graph.extraction.agreements import agreements
from mou_graph.extraction.drafting import Drafter
from mou_graph.extraction.events import events
from mou_graph.extraction.focus import FocusReader
from mou_graph.extraction.heading import published
from mou_graph.extraction.layout import plain, sentences
from mou_graph.extraction.names import mentions
from mou_graph.extraction.neighbours import locate, parents_by_name, promote_by_company
from mou_graph.extraction.organizations import directory
from mou_graph.extraction.particulars import particulars
from mou_graph.extraction.people import Page, Register, people
from mou_graph.extraction.posts import posts
from mou_graph.extraction.runs import is_title_case
from mou_graph.model import Announcement, Draft

__all__ = ["extract"]


def extract(announcement: Announcement) -> Iterator[Draft]:
    """Read one announcement: yields exactly one draft, with its people and organisations even where nothing is agreed.

    >>> from mou_graph.model import Announcement
    >>> text = "Acme University (AU) and Beta Hospital signed a Memorandum of Understanding on nursing on 3 May 2024."
    >>> (draft,) = extract(Announcement("a", text))
    >>> [party.value for party in draft.agreements[0].parties], draft.agreements[0].signed_on.value
    (['Acme University', 'Beta Hospital'], '2024-05-03')
    """
    text = plain(announcement.text)
    told = sentences(text)
    day = published(announcement, told)
    rows = mentions(told)
    page = Page(told, rows, directory(told, rows), Register(), announcement.published or (day.value if day else None))
    people(page)
    posts(page)
    promote_by_company(told, rows, page.known)
    for sentence, row in zip(told, rows, strict=True):
        if is_title_case(sentence):
            locate(sentence, row, page.known)
    tellings = events(page)
    pacts = agreements(page, tellings)
    parents_by_name(page.known)
    imply(page, [entity for pact in pacts for entity in pact.parties])
    particulars(page, pacts)
    FocusReader(page, pacts).read()
    yield Drafter(announcement, text, page, tellings, pacts, day).draft()
