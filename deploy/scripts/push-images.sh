#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "push-images.sh <version>: brings both images into the registry. Sign in first: docker login." "$@"
[[ ${#arguments[@]} -eq 1 ]] || misused "One version is wanted."
version=$(checked_version "${arguments[0]}")
images=${DEPLOY_IMAGES:-$(setting DEPLOY_IMAGES)}

for name in server nginx; do run docker push "$images/livestreamer-$name:$version"; done
