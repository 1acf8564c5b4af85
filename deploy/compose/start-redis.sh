#!/bin/sh
# Redis with our settings; the password comes by the standard input, so that it stands in no list of processes.
set -eu
exec redis-server - <<settings
requirepass ${REDISCLI_AUTH:?}
bind * -::*
dir /data
# Running broadcasts: at most a second of their figures is lost with the power.
appendonly yes
appendfsync everysec
save ""
# Nothing of ours may go to make room. The server keeps some megabytes here, so a full Redis is a fault to be seen.
maxmemory 256mb
maxmemory-policy noeviction
settings
