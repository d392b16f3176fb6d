"""`python -m mou_graph` is `mou-graph`."""

from mou_graph.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
