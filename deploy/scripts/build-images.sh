#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "build-images.sh <version>: builds both images from this repository, as it is." "$@"
[[ ${#arguments[@]} -eq 1 ]] || misused "One version is wanted."
version=$(checked_version "${arguments[0]}")
images=${DEPLOY_IMAGES:-$(setting DEPLOY_IMAGES)}
revision=$(git -C "$repository" rev-parse HEAD 2>/dev/null || echo unknown)

for name in server nginx; do
  run docker build --file "$repository/deploy/images/Dockerfile.$name" --tag "$images/livestreamer-$name:$version" \
    --build-arg "VERSION=$version" --build-arg "REVISION=$revision" "$repository"
done
