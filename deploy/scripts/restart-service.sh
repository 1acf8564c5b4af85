#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR source=script-frame.sh
source "$(dirname "${BASH_SOURCE[0]}")/script-frame.sh"
read_options "restart-service.sh <server|nginx|postgres|redis>: makes one service anew, with the settings as they are now; the others run on.
server: pages and players come back by themselves, one gap of some seconds. nginx: every listener is cut off and comes back." "$@"
[[ ${#arguments[@]} -eq 1 && ${arguments[0]} =~ ^(server|nginx|postgres|redis)$ ]] || misused "One service is wanted."

start_alone "$(version_now)" --force-recreate "${arguments[0]}"
