#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "install-certificate.sh [folder]: takes fullchain.pem and privkey.pem from a folder to nginx, which reads them without cutting anybody off.
certbot calls it after each renewal (--deploy-hook) and names the folder in RENEWED_LINEAGE." "$@"
[[ ${#arguments[@]} -le 1 ]] || misused "One folder is wanted."
from=${arguments[0]:-${RENEWED_LINEAGE:-}}
[[ -n $from ]] || misused "A folder is wanted."
owner=${nginx_user%:*} group=${nginx_user#*:}

for name in fullchain.pem privkey.pem; do
  [[ -s $from/$name ]] || fail "$from/$name is not there."
done
for name in fullchain.pem privkey.pem; do
  run install --owner="$owner" --group="$group" --mode=0400 "$from/$name" "$settings/certificates/$name.new"
  run mv "$settings/certificates/$name.new" "$settings/certificates/$name"
done
run with_version "$(version_now)" exec -T nginx nginx -c /run/front/nginx.conf -s reload
