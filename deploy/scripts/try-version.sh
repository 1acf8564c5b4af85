#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "try-version.sh <version> [command …]: starts a version as in production, with new settings and empty volumes, on a machine that has no production:
https://localhost:18443, letters on http://127.0.0.1:8025. Runs the command, or waits for Enter, and removes everything again.
Needs both images here or in DEPLOY_IMAGES (without it: livestreamer.invalid, so they must be here)." "$@"
[[ ${#arguments[@]} -ge 1 ]] || misused "A version is wanted."
version=$(checked_version "${arguments[0]}")

settings=$(mktemp -d)
export DEPLOY_SETTINGS=$settings
"$repository/deploy/scripts/new-settings.sh" localhost "${DEPLOY_IMAGES:-livestreamer.invalid}"
sed -i 's|^PUBLIC_URL=.*|PUBLIC_URL=https://localhost:18443|' "$settings/production.env"
cat >>"$settings/production.env" <<'ports'
DEPLOY_HTTP_PORT=18080
DEPLOY_HTTPS_PORT=18443
DEPLOY_SOURCE_PORT=18000
DEPLOY_SOURCE_TLS_PORT=19443
ports

tried() {
  DEPLOY_VERSION=$version docker compose --file "$repository/deploy/compose/compose.yaml" \
    --file "$repository/deploy/compose/compose.test.yaml" --env-file "$settings/production.env" "$@"
}
remove() {
  run tried down --volumes
  rm -rf "$settings"
}
trap remove EXIT

run tried up --detach --wait --wait-timeout "$READY_WITHIN_S" || {
  tried logs --tail 50 >&2
  fail "$version did not get healthy."
}
if [[ ${#arguments[@]} -gt 1 ]]; then
  run "${arguments[@]:1}"
elif [[ -t 0 ]]; then
  read -r -p "https://localhost:18443 is there. Enter ends it. "
fi
