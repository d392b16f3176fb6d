"""Contact blocks: a name on a line, the post on the next, the organisation after it."""

from mou_graph.extraction.people import Page, Position, can_be_person
from mou_graph.extraction.roles import reach, tidy

__all__ = ["contacts"]


def contacts(page: Page) -> None:
    """Give those named in contact blocks their posts."""
    for n, (sentence, row) in enumerate(zip(page.sentences, page.rows, strict=True)):
        if sentence.zone != "contact":
            continue
        for m in row:
            whole = m.kind == "name" and m.i == 0 and m.j == len(sentence.tokens)
            if not whole or not 2 <= len(m.text.split()) <= 4 or not can_be_person(page, m):
                continue
            following = page.rows[n + 1] if n + 1 < len(page.rows) else []
            if not following or following[0].kind != "role" or following[0].i != 0:
                continue
            at = page.register.add(m, confidence=0.85, rule="person.contact")
            line = page.sentences[n + 1]
            text, organization, _ = reach(page, line, following, following[0], limit=len(line.tokens))
            third = page.rows[n + 2] if n + 2 < len(page.rows) else []
            if organization < 0 and third and third[0].kind == "org" and third[0].i == 0:
                organization = third[0].entity
            page.register.found[at].positions.append(
                Position(tidy(text), organization, m.start, line.end, 0.85, "post.contact")
            )
