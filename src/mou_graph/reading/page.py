"""An HTML page as saved from the web → the fields of an announcement: main text, title, date, site, address."""

import logging
import re

__all__ = ["page_fields"]

LANGUAGE = re.compile(r"""<html\b[^>]*?\blang\s*=\s*["']?([A-Za-z][A-Za-z0-9-]+)""", re.I)
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->|Page saved with SingleFile\s+url:\s*(\S+)")
HEAD = 8192  # characters in which both stand
ENCODING = re.compile(r"""^\s*<\?xml[^>]*\?>""")

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # a page without text is a problem of ours to report
logging.getLogger("htmldate").addHandler(logging.NullHandler())


def page_fields(text: str) -> dict[str, object]:
    """The fields that the page gives; `text` is empty where no main text is found.

    The date is the one that the page's markup states: dates guessed from anywhere in the text are left to the
    extraction, which keeps their passage.  Nothing is fetched.
    """
    import trafilatura

    page = trafilatura.bare_extraction(
        ENCODING.sub("", text),  # lxml refuses text that declares an encoding
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if page is None or isinstance(page, dict) or not page.text:
        return {"text": ""}
    head = text[:HEAD]
    language = LANGUAGE.search(head)
    saved = SAVED_FROM.search(head)
    return {
        "text": page.text + "\n",
        "title": page.title,
        "published": page.date,
        "url": page.url or (saved and (saved[1] or saved[2])),
        "publisher": None if page.sitename == page.hostname else page.sitename,
        "language": language and language[1],
    }
