#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "roll-back.sh: runs the version before again, on the database as it is. Once more, and the newer one is back.
Further back than one version leads only a backup: restore-server.sh." "$@"
[[ ${#arguments[@]} -eq 0 ]] || misused "Nothing else is wanted."
now=$(version_now)
[[ -r $settings/version-before ]] || fail "There is no version before $now."
before=$(cat "$settings/version-before")

start_alone "$before" server || fail "$before did not get ready: look at its log. restart-service.sh server starts $now again."
keep "$settings/version" "$before"
keep "$settings/version-before" "$now"
say "$before runs."
