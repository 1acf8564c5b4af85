#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "restore-server.sh <backup> <version>: restores a backup on a machine where nothing was deployed yet, and starts that version.
It must be the version of the backup (it stands in the file's name), or a later one. What is not empty is not touched.
Before it: production.env of the old machine, or at least its SESSION_SECRET." "$@"
[[ ${#arguments[@]} -eq 2 ]] || misused "A backup and a version are wanted."
file=$(realpath -- "${arguments[0]}")
version=$(checked_version "${arguments[1]}")
[[ -f $file ]] || fail "$file is not there."
[[ ! -e $settings/version ]] || fail "$(version_now) is deployed here already. A backup is restored onto an empty machine."

run with_version "$version" pull --policy missing
run with_version "$version" up --detach --wait postgres redis
run chown "$server_user" "$file"
run with_version "$version" run --rm --no-deps -T --volume "$file:/backup.tar:ro" commands restore /backup.tar
keep "$settings/version" "$version"
run with_version "$version" up --detach --wait --wait-timeout "$READY_WITHIN_S"
