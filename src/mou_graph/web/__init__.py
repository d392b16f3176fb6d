"""A server for one graph: a SPARQL endpoint, and pages for people.

    request ─protocol▶ what is asked ─pool▶ a worker's process ─frames▶ response

Queries come from strangers, so each runs in a process that may open nothing and is ended at its limits; the server
itself answers on.  Read-only.
"""

__all__: list[str] = []
