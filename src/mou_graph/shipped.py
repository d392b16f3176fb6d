"""Where the files that travel with the package are: the ontology, its queries, the announcements of the demo.

In an installed package they lie inside it; in a checkout (an editable installation, the tests) they lie at the
top of the repository, where people look for them.  This is the only place that knows.
"""

from pathlib import Path

__all__ = ["shipped"]

PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The path of a shipped file or folder, named from the top of the repository.

    >>> shipped("ontology/mou.ttl").is_file()
    True
    >>> shipped("ontology/none.ttl")
    Traceback (most recent call last):
    ...
    FileNotFoundError: mou-graph was installed without ontology/none.ttl
    """
    for top in (PACKAGE, PACKAGE.parent.parent):
        if (top / name).exists():
            return top / name
    raise FileNotFoundError(f"mou-graph was installed without {name}")
