# Sourced by try.sh and test.sh: makes .venv, the project's own environment, with a Python of 3.11 or later.
# Calling it again changes nothing, unless pyproject.toml has changed.

say() { printf '%s\n' "$*" >&2; }

suits() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for python in python3.13 python3.12 python3.11 python3 python3.14 python; do
        if suits "$python"; then
            printf '%s' "$python"
            return
        fi
    done
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# install_packages NAME…: by apt-get, where there is one and we may; quietly, and without a question
install_packages() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root true 2>/dev/null || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

# environment WHAT: .venv with the project as it stands here; WHAT is . or .[test]
environment() {
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        python=$(find_python) || { install_packages python3-venv && python=$(find_python); } || {
            say "No Python 3.11 or later with venv was found. On Debian: apt-get install python3 python3-venv"
            exit 1
        }
        say "Setting up .venv with $("$python" --version) …"
        rm -rf .venv
        "$python" -m venv .venv
    fi
    stamp=".venv/$(printf '%s' "$1" | tr -dc 'a-z')installed.toml"
    if ! cmp -s pyproject.toml "$stamp"; then
        say "Installing mou-graph and what it needs …"
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable "$1"
        cp pyproject.toml "$stamp"
    fi
}
