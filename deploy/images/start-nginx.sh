#!/bin/sh
# Renders the configuration from FRONT_… in the environment, and becomes nginx.
set -eu
[ -e /proc/net/if_inet6 ] || export FRONT_IPV6=off # a kernel without IPv6
sh /livestreamer/nginx/render.sh /dev/null "$FRONT_RUN_DIR"
exec nginx -c "$FRONT_RUN_DIR/nginx.conf" -g 'daemon off;'
