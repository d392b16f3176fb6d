#!/bin/sh
# Sets everything up and runs the main job on the announcements that come with mou-graph.
# Leaves out/graph.ttl and out/graph.html; another folder: sh try.sh FOLDER
set -eu
cd "$(dirname "$0")"
. scripts/environment.sh
environment .
.venv/bin/mou-graph demo "${1:-out}"
