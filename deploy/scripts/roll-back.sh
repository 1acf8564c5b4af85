#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "roll-back.sh: runs the version before again, on the database as it is. Once more, and the newer one is back.
Further back than one version leads only a backup: restore-server.sh." "$@"
[[ ${#arguments[@]} -eq 0 ]] || misused "Nothing else is wanted."
now=$(version_now)
[[ -r $settings/version-before ]] || fail "There is no version before $now."
before=$(cat "$settings/version-before")

if ! start_alone "$before" server; then
  say "$before did not get ready; its last words:" >&2
  with_version "$before" logs --no-log-prefix --tail 30 server >&2 || true
  start_alone "$now" server || fail "$now did not get ready again either: look at its log."
  fail "$now runs again."
fi
keep "$settings/version" "$before"
keep "$settings/version-before" "$now"
say "$before runs."
