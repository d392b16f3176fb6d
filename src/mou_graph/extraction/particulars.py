"""What an agreement's own sentences say of it: when and where, for how long, for how much; the people by `signing`."""

from mou_graph.extraction.news import is_background, nouns
from mou_graph.extraction.occasion import date, place, share
from mou_graph.extraction.pacts import Pact, owners, tells
from mou_graph.extraction.people import Page
from mou_graph.extraction.signing import take_part
from mou_graph.extraction.validity import period, term
from mou_graph.extraction.worth import amount, only_sum

__all__ = ["particulars"]


def particulars(page: Page, pacts: list[Pact]) -> None:
    """Give the agreements their dates, terms, sums, places and people, from the sentences that are about them."""
    for sentence in page.sentences:
        about = owners(page, pacts, sentence)
        if not about or sentence.zone in ("about", "contact", "related", "legal", "byline"):
            continue
        recalls = nouns(sentence.text) and is_background(sentence, page.published, lead=False)
        if recalls and not tells(about, sentence):
            continue
        date(page, sentence, about)
        term(page, sentence, about)
        period(sentence, about)
        amount(page, sentence, about)
        place(page, sentence, about)
        take_part(page, sentence, about)
    only_sum(page, pacts)
    share(pacts)
