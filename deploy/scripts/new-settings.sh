#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "new-settings.sh <name> <images>: makes the folder of settings for a server that people reach by that name, such as radio.example, with
new secrets, and a certificate that no browser believes, until there is a real one. <images>: where the images are, such as ghcr.io/owner." "$@"
[[ ${#arguments[@]} -eq 2 ]] || misused "A name and a place of images are wanted."
name=${arguments[0]} images=${arguments[1]}
[[ $name =~ ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$ ]] || misused "This is no name of a machine: $name"
[[ $images =~ ^[a-z0-9][a-z0-9./:_-]*[a-z0-9]$ ]] || misused "This is no place of images: $images"
[[ ! -e $settings/production.env ]] || fail "$settings/production.env is there already; nothing was changed."

umask 077
run mkdir -p "$settings/certificates" "$settings/acme"
secret() { openssl rand -hex 32; }
if [[ $dry_run == yes ]]; then
  say "would write $settings/production.env"
else
  # Nowhere on a command line, which everybody on the machine could read.
  while IFS= read -r line; do
    case $line in
      DEPLOY_IMAGES=*) line=DEPLOY_IMAGES=$images ;;
      SESSION_SECRET=* | POSTGRES_PASSWORD=* | REDIS_PASSWORD=*) line=${line%%=*}=$(secret) ;;
      *) line=${line//radio.example/$name} ;;
    esac
    printf '%s\n' "$line"
  done <"$repository/deploy/compose/production.env.example" >"$settings/production.env"
fi
run openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj "/CN=$name" \
  -keyout "$settings/certificates/privkey.pem" -out "$settings/certificates/fullchain.pem"
# nginx in its container is no root: it reads them as itself.
run chown -R "$nginx_user" "$settings/certificates"
run chmod 0755 "$settings/acme"
say "Now set SMTP_URL in $settings/production.env."
