#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "deploy-version.sh <version> [--no-backup]: pull, back up if the database changes, migrate, restart the server alone, wait until it is ready;
if it does not get ready, the version before runs again. nginx stays as it is, so that nobody is cut off: restart-service.sh nginx.
On a terminal it asks before the backup. The first time it starts everything." "$@"
with_backup=yes
version=
for word in "${arguments[@]}"; do
  case $word in
    --no-backup) with_backup=no ;;
    -*) misused "What is this? $word" ;;
    *)
      [[ -z $version ]] || misused "One version is wanted."
      version=$(checked_version "$word")
      ;;
  esac
done
[[ -n $version ]] || misused "A version is wanted."

run with_version "$version" pull --policy missing

if [[ ! -e $settings/version ]]; then
  run with_version "$version" up --detach --wait --wait-timeout "$READY_WITHIN_S"
  keep "$settings/version" "$version"
  say "$version runs."
  exit
fi

before=$(version_now)
if [[ $dry_run == no ]] && with_version "$version" run --rm --no-deps -T commands migrate --check; then
  say "The database stays as it is."
elif [[ $with_backup == yes ]]; then
  answer=y
  if [[ -t 0 && $dry_run == no ]]; then read -r -p "The database is about to change. Back up first? [Y/n] " answer; fi
  if [[ ! $answer =~ ^[Nn] ]]; then
    # Made by the version that knows this schema.
    options=()
    if [[ $dry_run == yes ]]; then options=(--dry-run); fi
    "$(dirname "${BASH_SOURCE[0]}")/backup-server.sh" "${options[@]}"
  fi
fi
# The version before runs on through this: what it needs goes only with a later version (expand, then contract).
run with_version "$version" run --rm --no-deps -T commands migrate

if start_alone "$version" server; then
  if [[ $before != "$version" ]]; then keep "$settings/version-before" "$before"; fi
  keep "$settings/version" "$version"
  say "$version runs. Back to $before: roll-back.sh"
else
  say "$version did not get ready; its last words:" >&2
  with_version "$version" logs --no-log-prefix --tail 30 server >&2 || true
  start_alone "$before" server || fail "$before did not get ready either: look at its log."
  fail "$before runs again. The database keeps the new schema, which $before runs on, too."
fi
