#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "pull-images.sh <version>: fetches everything that a version runs on; changes nothing that runs." "$@"
[[ ${#arguments[@]} -eq 1 ]] || misused "One version is wanted."
version=$(checked_version "${arguments[0]}")

# An image that was built here is in no registry.
run with_version "$version" pull --policy missing
