#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "deploy-by-ssh.sh: the one thing that the key of the workflow \"Deploy\" may do, as a forced command of sshd: what the other side asks for
is a version, or roll-back, and nothing else. Brings this repository to the tag of the version first." "$@"
asked=${SSH_ORIGINAL_COMMAND:-}

# Whoever asks may lose the line, and a deploy must not end half way for that: it goes on, and what it says stands in deploy.log, too.
carry_out() {
  if [[ $dry_run == yes ]]; then exec "$@" --dry-run; fi
  local log=$settings/deploy.log child
  : >"$log"
  setsid "$@" >"$log" 2>&1 </dev/null &
  child=$!
  tail --pid="$child" --lines=+1 --follow "$log"
  wait "$child"
}

if [[ $asked == roll-back ]]; then
  carry_out "$repository/deploy/scripts/roll-back.sh"
  exit
fi
version=$(checked_version "$asked")

run git -C "$repository" fetch --quiet --tags origin
run git -C "$repository" checkout --quiet --detach "v$version"
carry_out "$repository/deploy/scripts/deploy-version.sh" "$version"
