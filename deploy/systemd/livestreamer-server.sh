#!/bin/sh
# The server's commands beside the service: with its settings, as its user. To /usr/local/bin/livestreamer-server.
set -eu
exec systemd-run --quiet --pipe --wait --collect --service-type=exec --uid=livestreamer --gid=livestreamer \
  --working-directory=/opt/livestreamer/current --property=EnvironmentFile=/etc/livestreamer/server.env --property=UMask=0077 \
  --setenv=NODE_ENV=production --setenv=DATA_DIR=/var/lib/livestreamer \
  /usr/bin/node apps/server/bin/livestreamer-server.js "$@"
