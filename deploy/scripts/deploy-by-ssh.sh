#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "deploy-by-ssh.sh: the one thing that the key of the workflow \"Deploy\" may do, as a forced command of sshd: what the other side asks for
is a version, or roll-back, and nothing else. Brings this repository to the tag of the version first." "$@"
asked=${SSH_ORIGINAL_COMMAND:-}
if [[ $asked == roll-back ]]; then exec "$repository/deploy/scripts/roll-back.sh" "${@}"; fi
version=$(checked_version "$asked")

run git -C "$repository" fetch --quiet --tags origin
run git -C "$repository" checkout --quiet --detach "v$version"
exec "$repository/deploy/scripts/deploy-version.sh" "$version" "${@}"
