"""Short and long names of things: `organization/hkust`, `mou:party` and the IRIs they stand for."""

from collections.abc import Mapping

from mou_graph.vocabulary import BASE, PREFIXES

__all__ = ["expand", "shorten"]


def shorten(iri: str, *, prefixes: Mapping[str, str] = PREFIXES, base: str = BASE) -> str:
    """The name people read: relative to the base, else with a prefix, else the IRI as it is.

    >>> shorten("https://w3id.org/mou-graph/id/organization/hkust")
    'organization/hkust'
    >>> shorten("https://w3id.org/mou-graph/ontology#party")
    'mou:party'
    >>> shorten("https://example.org/")
    'https://example.org/'
    """
    if iri.startswith(base) and is_relative(iri[len(base) :]):
        return iri[len(base) :]
    for prefix, namespace in prefixes.items():
        local = iri[len(namespace) :]
        if iri.startswith(namespace) and local.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{local}"
    return iri


def is_relative(reference: str) -> bool:
    """Whether a reference, taken relative to the base, gives the same IRI back: a word, a slash, no dot segments.

    >>> [is_relative(r) for r in ("person/nancy-ip", "person/a:b", "a:b/c", "person/../x", "/x", "")]
    [True, True, False, False, False, False]
    """
    first, slash, rest = reference.partition("/")
    return bool(slash and rest) and first.replace("-", "").isalnum() and "/." not in reference


def expand(name: str, *, prefixes: Mapping[str, str] = PREFIXES) -> str | None:
    """The IRI that an absolute IRI (with or without angle brackets) or a prefixed name stands for; None for other text.

    >>> expand("mou:party"), expand("<urn:a>")
    ('https://w3id.org/mou-graph/ontology#party', 'urn:a')
    >>> expand("HKUST: a name with a colon"), expand("HKUST")
    (None, None)
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    if name.startswith(("http://", "https://", "urn:")):
        return name
    prefix, colon, local = name.partition(":")
    if colon and prefix in prefixes and not any(character.isspace() for character in local):
        return prefixes[prefix] + local
    return None
