"""Lines put to the end of a corrections file, and taken from there; the file is changed whole or not at all."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from mou_graph.corrections import COLUMNS, Correction
from mou_graph.errors import CorrectionsError
from mou_graph.graph import write_bytes

__all__ = ["append", "lines_for", "take_back"]


def append(path: str | Path, corrections: Iterable[Correction]) -> str:
    """Add lines to a corrections file, in its columns; it is begun where it is not there.  What was added, as text.

    All that stood in it stays to the byte: remarks, order, spaces.
    """
    before = _text(path)
    added = lines_for(before, corrections, str(path))
    write_bytes(path, (before + added).encode())
    return added


def take_back(path: str | Path, added: str) -> bool:
    """Take off the end of the file what `append` put there; whether it still stood there."""
    before = _text(path)
    if not before.endswith(added):
        return False
    write_bytes(path, before.removesuffix(added).encode())
    return True


def lines_for(before: str, corrections: Iterable[Correction], where: str = "corrections") -> str:
    r"""What to put behind the text of a table; raises `CorrectionsError` where it lacks a column that is needed.

    >>> lines_for("action\tthing\tvalue", [Correction("merge", "MSRA", value="Microsoft Research Asia")])
    '\nmerge\tMSRA\tMicrosoft Research Asia\n'
    >>> lines_for("", [Correction("rename", "A", value="B")])
    'action,thing,property,value,source,note\nrename,A,,B,,\n'
    """
    head = next((line for line in before.splitlines() if line.strip() and not line.startswith("#")), "")
    delimiter = "\t" if "\t" in head else ","
    columns: Sequence[str] = [cell.strip().lower() for cell in next(csv.reader([head], delimiter=delimiter), [])]
    out = io.StringIO(newline="")
    lines = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    if before and not before.endswith("\n"):
        out.write("\n")
    if not columns:
        columns = COLUMNS
        lines.writerow(columns)
    for one in corrections:
        lost = [name for name in COLUMNS if name != "note" and getattr(one, name) and name not in columns]
        if lost:
            raise CorrectionsError(
                f"{where}: no column called {lost[0]}, which this line needs: {one.action} {one.thing}"
            )
        lines.writerow([getattr(one, name) if name in COLUMNS else "" for name in columns])
    return out.getvalue()


def _text(path: str | Path) -> str:
    try:
        with Path(path).open(encoding="utf-8", newline="") as file:  # a file keeps its ends of lines
            return file.read()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise CorrectionsError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise CorrectionsError(f"{path}: not UTF-8 text (byte {error.start})") from error
