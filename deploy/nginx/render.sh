#!/bin/sh
# Renders the configuration: render.sh <front.env> <target folder>. With /dev/null the settings come from the environment.
# Prints what is not set, and writes nothing then.
set -eu
[ $# -eq 2 ] || { echo "usage: render.sh <front.env> <target folder>" >&2; exit 2; }
here=$(dirname "$0")
case $1 in
  */*) settings=$1 ;;
  *) settings=./$1 ;; # a name alone would be looked for in the PATH
esac
set -a
. "$settings"
FRONT_URL=${FRONT_URL-}
FRONT_URL=${FRONT_URL%/} # a path follows
set +a

program='
# A machine without IPv6 cannot listen there, and nginx would not start.
/^ *listen \$\{FRONT_IPV6\}/ && ENVIRON["FRONT_IPV6"] == "off" { next }
{
  while (match($0, /\$\{FRONT_[A-Z0-9_]+\}/)) {
    name = substr($0, RSTART + 2, RLENGTH - 3)
    if (!(name in ENVIRON) || ENVIRON[name] == "") { print FILENAME ": " name " is not set" > "/dev/stderr"; wrong = 1 }
    printf "%s%s", substr($0, 1, RSTART - 1), ENVIRON[name]
    $0 = substr($0, RSTART + RLENGTH)
  }
  print
}
END { exit wrong }
'
for template in "$here"/*.template; do awk "$program" "$template" >/dev/null; done
mkdir -p "$2/includes"
for template in "$here"/*.template; do
  awk "$program" "$template" >"$2/$(basename "$template" .template)"
done
cp "$here"/includes/*.conf "$2/includes/"
