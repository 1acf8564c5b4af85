#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
# Only the first word is ours: all others are Compose's.
read_options "compose.sh [--dry-run] <what docker compose shall do …>: docker compose with the settings and the version of this server, as in
  compose.sh ps
  compose.sh logs --follow server
  compose.sh run --rm --no-deps commands user create zoe --email zoe@radio.example" "${1:-}"
if [[ $dry_run == yes ]]; then shift; fi
[[ ${1:-} =~ ^[a-z] ]] || misused "What shall Compose do?"

run with_version "$(version_now)" "$@"
