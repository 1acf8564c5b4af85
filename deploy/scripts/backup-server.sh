#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
backups=${DEPLOY_BACKUPS:-/var/backups/livestreamer}
read_options "backup-server.sh [--keep=<number>]: backs up database, recordings, pictures and secrets into one file of $backups,
while the server runs, and reads it once from beginning to end. With --keep the oldest files beyond that number go.
DEPLOY_BACKUPS names another folder. Take the files to another machine: a backup beside the server burns with it." "$@"
kept=0
for word in "${arguments[@]}"; do
  [[ $word =~ ^--keep=([1-9][0-9]*)$ ]] || misused "What is this? $word"
  kept=${BASH_REMATCH[1]}
done
version=$(version_now)
# Bytes, for what the server writes meanwhile; the command `backup <file>` leaves as much.
room_left=1000000000
file=$backups/livestreamer-$(date --utc +%Y%m%dT%H%M%SZ)-$version.tar

umask 077
run mkdir -p "$backups"
if [[ $dry_run == yes ]]; then
  say "would write $file"
else
  # A full disk ends recordings, so it is not begun where there is no room.
  bytes=$(with_version "$version" run --rm --no-deps -T commands backup size)
  free=$(df --output=avail --block-size=1 "$backups" | tail -n 1)
  [[ $bytes =~ ^[0-9]+$ ]] || fail "How large the backup will be is not known: $bytes"
  ((free - bytes >= room_left)) ||
    fail "The backup takes about $((bytes / 1000000)) MB, and $backups has $((free / 1000000)) MB free; $((room_left / 1000000)) of them have to stay free."
  trap 'rm -f "$file.part"' EXIT
  with_version "$version" run --rm --no-deps -T commands backup - >"$file.part"
  # The server's user reads it, here and when it is restored; the folder is open to root alone.
  chown "$server_user" "$file.part"
  mv "$file.part" "$file"
fi
run with_version "$version" run --rm --no-deps -T --volume "$file:/backup.tar:ro" commands backup verify /backup.tar
say "$file"

if [[ $kept -gt 0 && $dry_run == no ]]; then
  # Their names sort by time.
  find "$backups" -maxdepth 1 -name 'livestreamer-*.tar' -printf '%f\n' | sort -r | tail -n "+$((kept + 1))" |
    while read -r name; do rm -f "$backups/$name"; done
fi
