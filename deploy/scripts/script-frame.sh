# shellcheck shell=bash
# Sourced by every script here: options that all have, where things are, and how Compose is called.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
settings=${DEPLOY_SETTINGS:-/etc/livestreamer}
# Who the images run as; what they shall read belongs to them.
# shellcheck disable=SC2034
server_user=1000:1000
# shellcheck disable=SC2034
nginx_user=101:101
dry_run=no
arguments=()

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}
misused() {
  printf '%s\n%s --help shows how.\n' "$*" "$0" >&2
  exit 2
}

# read_options "<help>" "$@": leaves what is not --help or --dry-run in `arguments`.
read_options() {
  local help=$1 word
  shift
  for word in "$@"; do
    case $word in
      --help)
        printf '%s\n\nWith --dry-run it only says what it would do. Settings: %s/production.env (DEPLOY_SETTINGS names another folder).\n' \
          "$help" "$settings"
        exit 0
        ;;
      --dry-run) dry_run=yes ;;
      *) arguments+=("$word") ;;
    esac
  done
}

# For everything that changes something.
run() {
  if [[ $dry_run == yes ]]; then say "would run: $*"; else "$@"; fi
}

# keep <file> <text>: the file has the old content or the new one, never half of it.
keep() {
  if [[ $dry_run == yes ]]; then
    say "would write $2 into $1"
    return
  fi
  printf '%s\n' "$2" >"$1.new"
  mv "$1.new" "$1"
}

# One value of production.env.
setting() {
  [[ -r $settings/production.env ]] || fail "$settings/production.env is not there or not yours to read: make it with new-settings.sh, and run this as root."
  local value
  value=$(sed -n "s/^$1=//p" "$settings/production.env" | tail -n 1)
  value=${value#[\'\"]}
  value=${value%[\'\"]}
  [[ -n $value ]] || fail "$1 is not set in $settings/production.env."
  printf '%s' "$value"
}

# An image tag, and nothing that a shell or Docker could take for something else.
checked_version() {
  [[ $1 =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$ ]] || misused "A version is a tag, such as 1.4.0; this is none: $1"
  printf '%s' "$1"
}

version_now() {
  [[ -r $settings/version ]] || fail "Nothing was deployed yet ($settings/version is not there): deploy-version.sh comes first."
  cat "$settings/version"
}

# with_version <version> <what docker compose shall do …>
with_version() {
  local version=$1
  shift
  env DEPLOY_VERSION="$version" DEPLOY_SETTINGS="$settings" \
    docker compose --file "$repository/deploy/compose/compose.yaml" --env-file "$settings/production.env" "$@"
}

# The container is healthy when the server says on /ready that it can serve.
READY_WITHIN_S=180
start_alone() {
  run with_version "$1" up --detach --no-deps --wait --wait-timeout "$READY_WITHIN_S" "${@:2}"
}
