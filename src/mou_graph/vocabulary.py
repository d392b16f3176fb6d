# ruff: noqa: N815  (the terms keep the spelling of their ontologies)
"""The ontology's names, and how things get theirs: from what a thing is, never from a counter or the clock.

`MOU.party`, `SKOS.prefLabel` … are the terms (pyoxigraph nodes).  The functions make IRIs, as strings:

>>> organization("The Hong Kong University of Science and Technology")
'https://w3id.org/mou-graph/id/organization/hong-kong-university-of-science-and-technology'
>>> person("Dr ZHOU Lidong") == person("Lidong Zhou") == person("Zhou, Lidong")
True

The same texts give the same IRIs on every build, in any order, on any machine.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from pyoxigraph import NamedNode

__all__ = [
    "AGREEMENT_TYPES",
    "BASE",
    "FOAF",
    "MOU",
    "OA",
    "ORG",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "REGISTRY",
    "SCHEMA",
    "SKOS",
    "XSD",
    "agreement",
    "amount",
    "announcement",
    "claim",
    "collaboration",
    "digest",
    "family_name",
    "focus_area",
    "joined",
    "kind",
    "local",
    "membership",
    "organization",
    "participation",
    "passage",
    "person",
    "place",
    "role",
    "second_given_name",
    "slug",
    "software",
    "source",
    "without_article",
    "without_honorifics",
]

BASE: Final = "https://w3id.org/mou-graph/id/"
REGISTRY: Final = BASE + "registry"  # the source of what a registry, not an announcement, says

PREFIXES: Final = {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "mou": "https://w3id.org/mou-graph/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class MOU:
    """Classes, then properties, of the MoU Graph ontology; concepts of its schemes come from `MOU.concept`."""

    namespace = PREFIXES["mou"]
    Agreement = NamedNode(namespace + "Agreement")
    Announcement = NamedNode(namespace + "Announcement")
    Claim = NamedNode(namespace + "Claim")
    Collaboration = NamedNode(namespace + "Collaboration")
    FocusArea = NamedNode(namespace + "FocusArea")
    Organization = NamedNode(namespace + "Organization")
    Participation = NamedNode(namespace + "Participation")
    Passage = NamedNode(namespace + "Passage")
    Person = NamedNode(namespace + "Person")

    agreementType = NamedNode(namespace + "agreementType")
    announcedOn = NamedNode(namespace + "announcedOn")
    announces = NamedNode(namespace + "announces")
    buildsOn = NamedNode(namespace + "buildsOn")
    capacity = NamedNode(namespace + "capacity")
    collaborator = NamedNode(namespace + "collaborator")
    confidence = NamedNode(namespace + "confidence")
    evidence = NamedNode(namespace + "evidence")
    financialCommitment = NamedNode(namespace + "financialCommitment")
    focusArea = NamedNode(namespace + "focusArea")
    minimumYears = NamedNode(namespace + "minimumYears")
    onBehalfOf = NamedNode(namespace + "onBehalfOf")
    participant = NamedNode(namespace + "participant")
    participation = NamedNode(namespace + "participation")
    partnerOf = NamedNode(namespace + "partnerOf")
    party = NamedNode(namespace + "party")
    renews = NamedNode(namespace + "renews")
    rule = NamedNode(namespace + "rule")
    signatory = NamedNode(namespace + "signatory")
    signedAt = NamedNode(namespace + "signedAt")
    signedOn = NamedNode(namespace + "signedOn")
    statedIn = NamedNode(namespace + "statedIn")
    status = NamedNode(namespace + "status")
    witness = NamedNode(namespace + "witness")

    @staticmethod
    def concept(name: str) -> NamedNode:
        """An agreement type, status or capacity by its local name.

        >>> MOU.concept("Signed").value
        'https://w3id.org/mou-graph/ontology#Signed'
        """
        return NamedNode(MOU.namespace + name)


class ORG:
    """W3C ORG."""

    namespace = PREFIXES["org"]
    Membership = NamedNode(namespace + "Membership")
    Role = NamedNode(namespace + "Role")
    classification = NamedNode(namespace + "classification")
    hasMembership = NamedNode(namespace + "hasMembership")
    member = NamedNode(namespace + "member")
    memberOf = NamedNode(namespace + "memberOf")
    organization = NamedNode(namespace + "organization")
    role = NamedNode(namespace + "role")
    subOrganizationOf = NamedNode(namespace + "subOrganizationOf")


class SCHEMA:
    """schema.org."""

    namespace = PREFIXES["schema"]
    MonetaryAmount = NamedNode(namespace + "MonetaryAmount")
    Organization = NamedNode(namespace + "Organization")
    Place = NamedNode(namespace + "Place")
    Quotation = NamedNode(namespace + "Quotation")
    addressCountry = NamedNode(namespace + "addressCountry")
    currency = NamedNode(namespace + "currency")
    datePublished = NamedNode(namespace + "datePublished")
    familyName = NamedNode(namespace + "familyName")
    givenName = NamedNode(namespace + "givenName")
    headline = NamedNode(namespace + "headline")
    honorificPrefix = NamedNode(namespace + "honorificPrefix")
    identifier = NamedNode(namespace + "identifier")
    inLanguage = NamedNode(namespace + "inLanguage")
    mentions = NamedNode(namespace + "mentions")
    publisher = NamedNode(namespace + "publisher")
    sameAs = NamedNode(namespace + "sameAs")
    sha256 = NamedNode(namespace + "sha256")
    spokenByCharacter = NamedNode(namespace + "spokenByCharacter")
    url = NamedNode(namespace + "url")
    validFor = NamedNode(namespace + "validFor")
    validFrom = NamedNode(namespace + "validFrom")
    validThrough = NamedNode(namespace + "validThrough")
    value = NamedNode(namespace + "value")


class RDF:
    """RDF itself."""

    namespace = PREFIXES["rdf"]
    Statement = NamedNode(namespace + "Statement")
    object = NamedNode(namespace + "object")
    predicate = NamedNode(namespace + "predicate")
    subject = NamedNode(namespace + "subject")
    type = NamedNode(namespace + "type")


class RDFS:
    """RDF Schema."""

    label = NamedNode(PREFIXES["rdfs"] + "label")


class SKOS:
    """SKOS."""

    namespace = PREFIXES["skos"]
    Concept = NamedNode(namespace + "Concept")
    altLabel = NamedNode(namespace + "altLabel")
    broader = NamedNode(namespace + "broader")
    closeMatch = NamedNode(namespace + "closeMatch")
    prefLabel = NamedNode(namespace + "prefLabel")


class OA:
    """Web Annotation: where in a text."""

    namespace = PREFIXES["oa"]
    end = NamedNode(namespace + "end")
    exact = NamedNode(namespace + "exact")
    hasSource = NamedNode(namespace + "hasSource")
    start = NamedNode(namespace + "start")


class PROV:
    """PROV-O."""

    namespace = PREFIXES["prov"]
    Entity = NamedNode(namespace + "Entity")
    SoftwareAgent = NamedNode(namespace + "SoftwareAgent")
    hadPrimarySource = NamedNode(namespace + "hadPrimarySource")
    wasAttributedTo = NamedNode(namespace + "wasAttributedTo")


class FOAF:
    """FOAF."""

    homepage = NamedNode(PREFIXES["foaf"] + "homepage")


class XSD:
    """XML Schema datatypes."""

    namespace = PREFIXES["xsd"]
    date = NamedNode(namespace + "date")
    decimal = NamedNode(namespace + "decimal")
    duration = NamedNode(namespace + "duration")
    gYear = NamedNode(namespace + "gYear")
    gYearMonth = NamedNode(namespace + "gYearMonth")
    nonNegativeInteger = NamedNode(namespace + "nonNegativeInteger")


AGREEMENT_TYPES: Final = {
    "MemorandumOfUnderstanding": "mou",
    "MemorandumOfAgreement": "moa",
    "LetterOfIntent": "loi",
    "CooperationAgreement": "cooperation",
    "FrameworkAgreement": "framework",
    "ResearchAgreement": "research",
    "ExchangeAgreement": "exchange",
    "FundingAgreement": "funding",
    "LicenceAgreement": "licence",
    "JointVenture": "joint-venture",
    "Partnership": "partnership",
    "OtherAgreement": "agreement",
}
"""Concepts of `mou:AgreementTypes` and their `skos:notation`, which stands in agreements' IRIs."""

_HONORIFICS: Final = frozenset(
    {"prof", "professor", "dr", "mr", "mrs", "ms", "mx", "miss", "sir", "dame", "lord", "lady"}
    | {"datuk", "dato", "dato'", "dato’", "datin", "seri", "tan", "sri", "shri", "smt", "ir", "hon", "he", "h.e"}
    | {"assoc", "associate", "asst", "assistant", "emeritus", "eng", "engr", "rev", "encik", "puan", "madam", "mme"}
)
_DEGREES: Final = frozenset(
    {"phd", "dphil", "md", "mba", "msc", "bsc", "mp", "jp", "qc", "kc", "cbe", "obe", "mbe", "frs"}
)
_ARTICLE: Final = re.compile(r"^(?:the|la|le|der|die|das)\s+(?=\S)", re.IGNORECASE)
_WORD: Final = re.compile(r"[a-z0-9]+")
_NO_FAMILY: Final = frozenset(
    {"II", "III", "IV", "JR", "SR", "MD", "MBA", "MP", "JP", "PHD", "QC", "KC", "CBE", "OBE", "MBE", "FRS"}
)
_NO_DECOMPOSITION: Final = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae"}
    | {"œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ð": "d", "&": " and ", "'": "", "’": "", "‘": "", "ʻ": ""}
    | dict.fromkeys("‐‑‒–—―", "-")
)


@lru_cache(maxsize=1 << 16)
def slug(text: str) -> str:
    """ASCII, lower case, hyphens.  A name that has no Latin letters keeps its own; one without any is empty.

    >>> slug("Muğla Sıtkı Koçman University"), slug("Johnson & Johnson"), slug("St. John's")
    ('mugla-sitki-kocman-university', 'johnson-and-johnson', 'st-johns')
    >>> slug("香港科技大学"), slug("—")
    ('香港科技大学', '')
    """
    plain = text.translate(_NO_DECOMPOSITION)
    if not plain.isascii():
        letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
        if not _WORD.search(letters.lower()):
            kept = (c if unicodedata.category(c)[0] in "LMN" else " " for c in unicodedata.normalize("NFKC", plain))
            return "-".join("".join(kept).lower().split())
        plain = letters
    return "-".join(_WORD.findall(plain.lower()))


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def local(iri: str) -> str:
    """The last step of an IRI's path.

    >>> local(organization("Microsoft"))
    'microsoft'
    """
    return iri.rsplit("/", 1)[1]


def without_article(name: str) -> str:
    """
    >>> without_article("the University of Tokyo")
    'University of Tokyo'
    """
    return _ARTICLE.sub("", name.strip())


def organization(name: str) -> str:
    """The official name, without a leading article.  Acronyms are labels, not IRIs, unless nothing else is known."""
    return f"{BASE}organization/{slug(without_article(name))}"


def _tan(tokens: list[str]) -> bool:
    """Whether a name begins with Tan, a family name; before Sri it is a title."""
    return tokens[0].lower() == "tan" and tokens[1].lower() != "sri"


def without_honorifics(name: str) -> str:
    """
    >>> without_honorifics("Prof. Dr. Nancy IP"), without_honorifics("Ida Holm, Ph.D., MBA")
    ('Nancy IP', 'Ida Holm')
    >>> without_honorifics("Tan Sri Dato' Ada Example"), without_honorifics("Tan Ada Example")
    ('Ada Example', 'Tan Ada Example')
    """
    tokens = name.split()
    while len(tokens) > 1 and tokens[0].strip(".,").lower() in _HONORIFICS and not _tan(tokens):
        del tokens[0]
    while len(tokens) > 1 and tokens[-1].replace(".", "").strip(",").lower() in _DEGREES:
        tokens[-2:] = [tokens[-2].rstrip(",")]
    return " ".join(tokens)


def family_name(name: str) -> str | None:
    """The family name where the print shows it: in capitals among others, or before a comma.

    >>> family_name("ZHOU Lidong"), family_name("Liarng, Ruoh-Huei"), family_name("A.P.J. Kalam")
    ('ZHOU', 'Liarng', None)
    """
    before, comma, after = name.partition(",")
    if comma and after.strip(" .") and after.strip(" .").replace(".", "").upper() not in _NO_FAMILY:
        return before.strip()
    tokens = name.split()
    capitals = [t for t in tokens if len(t) > 1 and t.isupper() and "." not in t and t not in _NO_FAMILY]
    return " ".join(capitals) if capitals and len(capitals) < len(tokens) else None


_SECOND_GIVEN: Final = re.compile(
    r"(?P<name>[^\W\d_][\w.'’]*(?: [^\W\d_][\w.'’]*)+) (?P<second>[A-Z][a-z]{1,5}-[a-z]{1,6})"
)


def second_given_name(name: str) -> str:
    """The given name in Chinese that Hong Kong puts behind a given name in English and the family name; else nothing.

    >>> second_given_name("Nancy Ip Yuk-yu"), second_given_name("Ip Yuk-yu"), second_given_name("Ada May Smith-Jones")
    ('Yuk-yu', '', '')
    """
    found = _SECOND_GIVEN.fullmatch(without_honorifics(name))
    return found["second"] if found else ""


@lru_cache(maxsize=1 << 14)
def person(name: str, *, family: str | None = None) -> str:
    """Given name first, family name last; honorifics and a second given name behind it left out.

    >>> person("Prof. Nancy IP"), person("Nancy Ip Yuk-yu") == person("Nancy Ip")
    ('https://w3id.org/mou-graph/id/person/nancy-ip', True)
    """
    plain = without_honorifics(name)
    if second := second_given_name(plain):
        plain = plain.removesuffix(f" {second}")
    parts = (family or family_name(plain) or "").split()
    folded = [t.casefold() for t in parts]
    tokens = plain.replace(",", " ").split()
    given = [t for t in tokens if t.casefold() not in folded]
    return f"{BASE}person/{slug(' '.join([*given, *parts] if given else tokens))}"


def focus_area(label: str) -> str:
    """The label's words; a long one keeps eight and a digest of the whole.

    >>> local(focus_area("Revolutionising smart healthcare"))
    'revolutionising-smart-healthcare'
    """
    return f"{BASE}focus-area/{_short(slug(label), 8)}"


def role(title: str) -> str:
    """
    >>> local(role("Vice-Chancellor"))
    'vice-chancellor'
    """
    return f"{BASE}role/{_short(slug(title), 12)}"


def place(name: str) -> str:
    """
    >>> local(place("São Paulo"))
    'sao-paulo'
    """
    return f"{BASE}place/{_short(slug(name), 12)}"


def kind(label: str) -> str:
    """The kind of an organisation, as a registry gives it."""
    return f"{BASE}kind/{slug(label)}"


def agreement(parties: Iterable[str], year: str | None, notation: str) -> str:
    """Parties in alphabetical order, the year, the kind; more than four parties: three, how many more, a digest.

    >>> a, b = organization("A"), organization("B")
    >>> agreement([b, a], "2025", "mou")
    'https://w3id.org/mou-graph/id/agreement/a--b/2025-mou'
    """
    return f"{BASE}agreement/{joined(parties)}/{year or 'undated'}-{notation}"


def collaboration(organizations: Iterable[str]) -> str:
    """
    >>> local(collaboration([organization("B"), organization("A")]))
    'a--b'
    """
    return f"{BASE}collaboration/{joined(organizations)}"


def announcement(published: str | None, text: str) -> str:
    """The day and eight digits of the text's SHA-256.

    >>> local(announcement("2025-01-15", "a"))
    '2025-01-15-ca978112'
    """
    return f"{BASE}announcement/{published or 'undated'}-{digest(text)[:8]}"


def passage(announcement: str, start: int, end: int) -> str:
    """A text fragment of RFC 5147."""
    return f"{announcement}#char={start},{end}"


def claim(announcement: str, subject: str, predicate: str, object_: str) -> str:
    """From the triple in N-Triples form: a claim about it in this announcement."""
    return f"{announcement}#claim-{digest(f'{subject} {predicate} {object_} .')[:8]}"


def participation(agreement: str, participant: str, capacity: str) -> str:
    """
    >>> participation("x", person("Nancy Ip"), "Signatory")
    'x#signatory-nancy-ip'
    """
    return f"{agreement}#{capacity.lower()}-{local(participant)}"


def membership(person: str, role: str | None, organization: str | None) -> str:
    """A post of a person; the role or the organisation may be unknown.

    >>> membership("lidong-zhou", None, organization("Microsoft"))
    'lidong-zhou#at-microsoft'
    """
    parts = [local(role)] if role else []
    parts += ["at", local(organization)] if organization else []
    return f"{person}#{'-'.join(parts)}"


def amount(agreement: str, value: str, currency: str) -> str:
    """
    >>> amount("x", "12500000.5", "EUR")
    'x#amount-12500000-5-eur'
    """
    return f"{agreement}#amount-{slug(value)}-{currency.lower()}"


def source(words: str) -> str:
    """A document that has no address, by the words that name it.

    >>> local(source("Contract 12/3, clause 9"))
    'contract-12-3-clause-9'
    """
    return f"{BASE}source/{_short(slug(words), 12) or digest(words)[:8]}"


def software(version: str) -> str:
    """The program that read the announcements."""
    return f"{BASE}software/mou-graph-{version}"


def _short(full: str, words: int) -> str:
    head = "-".join(full.split("-")[:words])
    return full if head == full else f"{head}-{digest(full)[:4]}"


def joined(iris: Iterable[str]) -> str:
    """Organisations as they stand in the IRIs of what they agree on."""
    slugs = sorted({local(iri) for iri in iris})
    if len(slugs) <= 4:
        return "--".join(slugs)
    return f"{'--'.join(slugs[:3])}--and-{len(slugs) - 3}-more-{digest(' '.join(slugs))[:6]}"
