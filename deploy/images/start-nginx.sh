#!/bin/sh
# Renders the configuration from FRONT_… in the environment, and becomes nginx.
set -eu
sh /livestreamer/nginx/render.sh /dev/null "$FRONT_RUN_DIR"
exec nginx -c "$FRONT_RUN_DIR/nginx.conf" -g 'daemon off;'
