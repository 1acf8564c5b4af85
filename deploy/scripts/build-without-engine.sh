#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "build-without-engine.sh: carries out every step of the Dockerfiles without Docker, on this machine's Node and nginx, and starts what
comes of them. The tests do the same, but take the packages of this repository in place of the first npm ci." "$@"
cd "$repository"
run env LIVESTREAMER_WHOLE_IMAGE_BUILD=yes npx vitest run --project unit deploy/testing/server-image.test.ts
