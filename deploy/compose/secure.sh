#!/usr/bin/env bash
# Compose with a Kafka that asks for a name and a password over TLS, and lets each service do no more than it must:
#   deploy/compose/secure.sh up --build
# and any other command of Compose: deploy/compose/secure.sh logs kafka. A project of its own, with data of its own.
#
# Each service's password is made here, once, in .data/compose-secure.env, which its owner alone can read. Removed, it is made
# anew; Kafka takes the new ones at the next `up`.
#
# COMPOSE             Compose itself. Default: docker compose.
# ORDERFLOW_DATA_DIR  the folder in place of .data.
set -euo pipefail

cd "$(dirname "$0")/../.."
data=${ORDERFLOW_DATA_DIR:-.data}
passwords=$data/compose-secure.env

umask 077
mkdir -p "$data"
touch "$passwords"
for service in $(deploy/kafka/acls.sh | grep -o 'User:[a-z0-9-]*' | cut -d: -f2 | sort -u); do
  name=$(echo "$service" | tr a-z- A-Z_)_KAFKA_SASL_PASSWORD
  if grep -q "^$name=" "$passwords"; then continue; fi
  echo "$name=$(head -c 32 /dev/urandom | base64 | tr +/ -_ | tr -d =)" >>"$passwords"
done

# By the environment, and not as --env-file: .env is read as well then.
set -a
source "$passwords"
KAFKA_PASSWORDS=$passwords
exec ${COMPOSE:-docker compose} -p orderflow-secure -f docker-compose.yml -f deploy/compose/secure.yml "$@"
