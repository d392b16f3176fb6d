"""Where on this server a thing has its page: below /id, the path of its IRI; what is not ours is named as a whole.

    https://w3id.org/mou-graph/id/organization/microsoft   /id/organization/microsoft
    …/id/announcement/2025-01-15-ca978112#char=0,9         /id/announcement/2025-01-15-ca978112#char=0,9
    https://w3id.org/mou-graph/ontology#Signed             /id?iri=https%3A%2F%2Fw3id.org%2F…

So whoever sends w3id.org/mou-graph/id/… on to a server sends each thing to its page.
"""

from urllib.parse import quote

from pyoxigraph import NamedNode

from mou_graph.vocabulary import BASE

__all__ = ["address", "thing"]

KEPT = "/,=:@!$&'()*+;~-._"


def address(iri: str) -> str:
    """The page of a thing; a part of a thing (`#…`) is a place on its page.

    >>> address(BASE + "organization/香港?"), address("urn:a#b")
    ('/id/organization/%E9%A6%99%E6%B8%AF%3F', '/id?iri=urn%3Aa%23b')
    """
    path, hash_, part = iri.partition("#")
    if not path.startswith(BASE) or path == BASE:
        return "/id?iri=" + quote(iri, safe="")
    return "/id/" + quote(path.removeprefix(BASE), safe=KEPT) + hash_ + quote(part, safe=KEPT)


def thing(path: str, given: str | None) -> NamedNode | None:
    """The thing at the path below /id/, already decoded, or the IRI that is given; None for what is no IRI.

    >>> thing("organization/microsoft", None).value == BASE + "organization/microsoft", thing("a b", None)
    (True, None)
    """
    try:
        return NamedNode(given or "") if not path else NamedNode(BASE + path)
    except ValueError:
        return None
