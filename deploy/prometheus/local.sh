#!/usr/bin/env bash
# Prometheus on this machine, reading the services that `npm start` runs: prometheus.yml with their addresses put in. Takes
# PORT_BASE, OPERATOR_TOKENS and ORDERFLOW_DATA_DIR from where npm start does, the environment or .env; PROMETHEUS_PORT is 9090
# unless set. Usage: deploy/prometheus/local.sh [option of prometheus ...]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

setting() { # name, default
  local value=${!1:-}
  if [ -z "$value" ] && [ -f .env ]; then value=$(sed -n "s/^$1=//p" .env | tail -n 1 | tr -d "\"'"); fi
  echo "${value:-$2}"
}

command -v prometheus >/dev/null || { echo 'prometheus is not installed; on Debian: apt-get install prometheus' >&2; exit 1; }

data=$(setting ORDERFLOW_DATA_DIR .data)/prometheus
mkdir -p "$data"
data=$(cd "$data" && pwd)

changes=(-e "s|'rules/|'$here/rules/|")
first=$(setting PORT_BASE 3000)
while read -r port; do
  changes+=(-e "s|'[a-z-]*:$port'|'127.0.0.1:$((first + port - 3000))'|")
done < <(sed -n "s|.*targets: \['[a-z-]*:\([0-9]*\)'\].*|\1|p" "$here/prometheus.yml")

tokens=$(setting OPERATOR_TOKENS '')
if [ -n "$tokens" ]; then
  (umask 077 && echo "$tokens" | tr ',' '\n' | sed -n 's/^ *prometheus://p' >"$data/token")
  [ -s "$data/token" ] || { echo 'OPERATOR_TOKENS names no prometheus: add prometheus:<16 characters or more>' >&2; exit 1; }
  changes+=(-e "s|/tmp/metrics-token|$data/token|")
else # this machine's callers need none
  changes+=(-e '/authorization:/d' -e '/credentials_file:/d')
fi
sed "${changes[@]}" "$here/prometheus.yml" >"$data/prometheus.yml"

port=$(setting PROMETHEUS_PORT 9090)
echo "Prometheus: http://127.0.0.1:$port"
exec prometheus --config.file="$data/prometheus.yml" --storage.tsdb.path="$data/series" \
  --web.listen-address="127.0.0.1:$port" --log.level=warn "$@"
