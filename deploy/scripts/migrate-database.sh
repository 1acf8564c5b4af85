#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "migrate-database.sh [version]: brings the database to the schema of a version; without one, of the version that runs.
The server goes on meanwhile: the version before runs on the new schema, too." "$@"
[[ ${#arguments[@]} -le 1 ]] || misused "At most one version is wanted."
version=$(checked_version "${arguments[0]:-$(version_now)}")

run with_version "$version" run --rm --no-deps -T commands migrate
