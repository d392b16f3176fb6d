"""Names of organisations brought together: which spellings, acronyms and registered names are of one body."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final, NamedTuple

from mou_graph import vocabulary
from mou_graph.corrections import Account, Corrections, Designated
from mou_graph.model import Draft
from mou_graph.registry import Entry, Registry, name_key
from mou_graph.resolution.facts import most_told

__all__ = [
    "MANY",
    "Cluster",
    "Clusters",
    "Naming",
    "apart",
    "fitting",
    "is_acronym",
    "namings",
    "registered_iri",
    "silent",
]

# Short forms that every announcement uses for another body: they never tell who is meant elsewhere.
_GENERIC: Final = frozenset(
    {"academy", "agency", "alliance", "association", "authority", "bank", "board", "center", "city", "club", "college"}
    | {"commission", "committee", "company", "consortium", "corporation", "council", "department", "embassy", "faculty"}
    | {"firm", "foundation", "fund", "government", "group", "hospital", "institute", "institution", "laboratory"}
    | {"ministry", "municipality", "network", "office", "organization", "party", "republic", "school", "society"}
    | {"state", "union", "university"}
)


MANY: Final = 12
"""A short form that so many names are said to have is nobody's own, even if all of them were one body's."""


@dataclass(slots=True)
class Cluster:
    """What is known of one body while names are brought together."""

    keys: set[str]
    names: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    above: set[str] = field(default_factory=set)  # keys of its parents
    entry: Entry | None = None
    called: str | None = None  # by a correction

    @property
    def label(self) -> str:
        """What it is called: as a correction has it, the registry, or else most announcements."""
        full = Counter({name: n for name, n in self.names.items() if not is_acronym(name)}) or self.names
        return self.called or (self.entry.name if self.entry else most_told(full))


def is_acronym(label: str) -> bool:
    """One word, short, two capitals at least.

    >>> is_acronym("HKUST"), is_acronym("UTokyo"), is_acronym("Microsoft"), is_acronym("Tokyo Tech")
    (True, True, False, False)
    """
    return " " not in label.strip() and len(label) <= 12 and sum(c.isupper() for c in label) >= 2


class Naming(NamedTuple):
    """One mention's part in telling which names are one body's."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()  # keys of aliases that can stand for the name in another text
    above: str = ""  # key of the parent


def namings(draft: Draft) -> Iterator[Naming]:
    """What the mentions of a draft tell of names; one without a name tells nothing."""
    keys = {mention.name: name_key(mention.name) for mention in draft.organizations}
    for mention in draft.organizations:
        if key := keys[mention.name]:
            tells = {k for a in mention.aliases if (k := name_key(a)) != key and _tells(a, k, key)}
            yield Naming(
                key,
                vocabulary.without_article(mention.name),
                tuple(sorted({vocabulary.without_article(alias) for alias in mention.aliases})),
                tuple(sorted(tells)),
                keys.get(mention.parent.value, "") if mention.parent else "",
            )


def apart(draft: Draft) -> set[tuple[str, str]]:
    """The keys, in order, of any two that are parties to one agreement."""
    found: set[tuple[str, str]] = set()
    names = {mention.name for mention in draft.organizations}
    for agreement in draft.agreements:
        keys = {key for party in agreement.parties if party.value in names and (key := name_key(party.value))}
        found.update(combinations(sorted(keys), 2))
    return found


def silent(corrections: Corrections) -> set[tuple[str, str]]:
    """Aliases (keys) that tell nothing of a name (key): those that a split took it from."""
    return {(name_key(Designated.by(c.thing).words), name_key(c.value)) for c in corrections.splits}


class Clusters:
    """All clusters, by any of their keys, while they are joined."""

    def __init__(
        self, told: Iterable[tuple[Naming, int]], apart: Callable[[str, str], bool], corrections: Corrections
    ) -> None:
        """Of namings, each with how often it is told; `apart` knows the keys of parties to one agreement."""
        self.by_key: dict[str, Cluster] = {}
        self.aliases: dict[str, set[str]] = defaultdict(set)  # by key, those that have it as an alias elsewhere
        self.apart = apart
        for naming, times in told:
            cluster = self.by_key.setdefault(naming.key, Cluster({naming.key}))
            cluster.names[naming.name] += times
            cluster.aliases.update(naming.aliases)
            cluster.above.add(naming.above)
            for alias in naming.tells:
                self.aliases[alias].add(naming.key)
        for alias, key in silent(corrections):
            self.aliases[alias].discard(key)
        for name in corrections.added("organization"):
            if key := name_key(name):
                self.by_key.setdefault(key, Cluster({key})).names[vocabulary.without_article(name)] += 0
        self.parent_of = {key: key for key in self.by_key}
        self.registered: dict[Entry, str] = {}

    def root(self, key: str) -> str:
        """The key that stands for all of its cluster."""
        parent_of = self.parent_of
        while parent_of[key] != key:
            parent_of[key] = parent_of[parent_of[key]]
            key = parent_of[key]
        return key

    def join(self, key: str, other: str) -> None:
        """Make the clusters of two keys one."""
        big, small = sorted((self.root(key), self.root(other)), key=lambda k: (-len(self.by_key[k].keys), k))
        if big != small:
            self.parent_of[small] = big
            one, two = self.by_key[big], self.by_key[small]
            one.keys |= two.keys
            one.names.update(two.names)
            one.aliases |= two.aliases
            one.above |= two.above
            one.entry = one.entry or two.entry
            one.called = one.called or two.called

    def join_registered(self, registry: Registry) -> None:
        """Names of one entry of the registry are one body's, unless somebody else is called so in the announcements."""
        for key in sorted(self.by_key):
            candidates = registry.named(key)
            if len(candidates) != 1:
                continue
            entry = candidates[0]
            short = all(is_acronym(name) for name in self.by_key[key].names)
            if not registry.is_name(key) and short and _others(key, self.aliases.get(key, ()), entry):
                continue
            self.by_key[self.root(key)].entry = entry
            self.join(key, self.registered.setdefault(entry, key))

    def join_aliases(self, registry: Registry) -> None:
        """A name that exactly one other body is said to have is that one's."""
        for key in sorted(self.by_key):
            if self.by_key[self.root(key)].entry or key in _GENERIC:
                continue
            names = fitting(key, self.aliases.get(key, ()))
            definers = {self.root(other) for other in names} - {self.root(key)} if len(names) <= MANY else ()
            if len(definers) == 1 and not registry.named(key):
                (definer,) = definers
                if self._may_join(self.by_key[self.root(key)], self.by_key[definer]):
                    self.join(key, definer)

    def _may_join(self, one: Cluster, two: Cluster) -> bool:
        if one.above & two.keys or two.above & one.keys:
            return False
        return not any(self.apart(*sorted((a, b))) for a in one.keys for b in two.keys)

    def correct(self, corrections: Corrections, registry: Registry, account: Account) -> None:
        """Merge and rename as a person says, whatever the rules found."""
        for change in corrections.identities("organization"):
            thing = self._meant(Designated.by(change.thing), registry)
            value = self._meant(Designated.by(change.value), registry)
            if thing is None or (value is None and change.action == "merge"):
                continue
            account.used.add(change)
            one, other = self.by_key[thing], self.by_key[value or thing]
            label = change.value if change.action == "rename" else other.label
            entry = other.entry or one.entry
            self.join(thing, value or thing)
            joined = self.by_key[self.root(thing)]
            joined.called, joined.entry = label, entry

    def _meant(self, designated: Designated, registry: Registry) -> str | None:
        """The root of what a correction names: by a name, by a registered one, or by the alias of one body only."""
        if not designated.may_be("organization"):
            return None
        key = name_key(designated.words)
        if key in self.by_key:
            return self.root(key)
        entry = registry.find(designated.words)
        if entry in self.registered:
            return self.root(self.registered[entry])
        definers = {self.root(other) for other in fitting(key, self.aliases.get(key, ()))}
        return definers.pop() if len(definers) == 1 else None


def _tells(alias: str, alias_key: str, key: str) -> bool:
    """Whether an alias can stand for the name in another text: an acronym, or another full name of two words.

    Names that contain each other are as likely a body and its unit.
    """
    if not alias_key or alias_key in _GENERIC or f" {alias_key} " in f" {key} " or f" {key} " in f" {alias_key} ":
        return False
    return is_acronym(alias) or " " in alias_key


def fitting(alias: str, keys: Iterable[str]) -> set[str]:
    """Of the names that are said to have an acronym, those it can be made from; all, if from none."""
    keys = set(keys)
    return {key for key in keys if _abbreviates(alias, key)} or keys


def _abbreviates(acronym: str, name: str) -> bool:
    """
    >>> _abbreviates("msra", "microsoft research asia"), _abbreviates("hkust", "school of engineering")
    (True, False)
    """
    letters = iter(name)
    return acronym[0] == name[0] and all(letter in letters for letter in acronym if letter != " ")


def _others(key: str, definers: Iterable[str], entry: Entry) -> bool:
    """Whether somebody else than the entry is called so in the announcements."""
    own = {name_key(entry.name), *(name_key(alias) for alias in entry.aliases), key}
    return any(definer not in own for definer in definers)


def registered_iri(entry: Entry, registry: Registry) -> str:
    """By its name, and by its country or id where the registry has several of that name."""
    iri = vocabulary.organization(entry.name)
    if len(registry.named(entry.name)) == 1:
        return iri
    return f"{iri}--{vocabulary.slug(entry.country or entry.ror or entry.wikidata or entry.parent or '')}"
