#!/bin/bash
# The health check of the image: does nginx answer on its own port? The server behind it has a check of its own.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/$FRONT_HTTP_PORT"
printf 'HEAD / HTTP/1.0\r\n\r\n' >&3
read -r -t 4 answer <&3
echo "$answer"
[[ $answer == "HTTP/1."*" 301 "* ]]
