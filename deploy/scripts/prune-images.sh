#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "prune-images.sh: removes our images but those of the version that runs and the one before. Volumes and what others use are not touched." "$@"
[[ ${#arguments[@]} -eq 0 ]] || misused "Nothing else is wanted."
now=$(version_now)
before=$(cat "$settings/version-before" 2>/dev/null || true)

docker image ls --filter "reference=$(setting DEPLOY_IMAGES)/livestreamer-*" --format '{{.Repository}}:{{.Tag}}' |
  while read -r image; do
    # One that a container still runs on stays: Docker says so.
    [[ ${image##*:} == "$now" || ${image##*:} == "$before" ]] || run docker image rm "$image" || true
  done
