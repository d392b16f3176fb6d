#!/bin/sh
# Sets everything up, a browser too, and passes all tests; what follows the command goes to pytest: sh test.sh -k graph
set -eu
cd "$(dirname "$0")"
. scripts/environment.sh

# The same order as tests/test_browser.py: a named one, playwright's own, one on the PATH.
has_browser() {
    [ -n "${MOU_GRAPH_BROWSER:-}" ] && return
    .venv/bin/python - <<'PYTHON' && return
import os, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    sys.exit(not os.path.exists(playwright.chromium.executable_path))
PYTHON
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null 2>&1 && return
    done
    return 1
}

environment '.[test]'
if ! has_browser; then
    say "Getting a browser for the browser tests …"
    install_packages chromium fonts-dejavu-core || .venv/bin/python -m playwright install chromium >&2 || {
        say "No browser could be had; set MOU_GRAPH_BROWSER to one."
        [ -z "${CI:-}" ] || exit 1
    }
fi
.venv/bin/ruff check .
.venv/bin/ruff format --check --quiet .
.venv/bin/mypy
.venv/bin/python -m pytest -v "$@"
