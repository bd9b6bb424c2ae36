#!/usr/bin/env bash
# Prints the Secrets that the overlay refers to, with values made on the spot:
#   deploy/kubernetes/overlays/local/secrets.sh | kubectl create -f -
# `create`, because it refuses what is there already: the passwords are in the database's volume by then.
set -euo pipefail

random() { openssl rand -hex 24; }

secret() { # name, then KEY=value …
  printf -- '---\napiVersion: v1\nkind: Secret\nmetadata: { name: %s, namespace: orderflow }\nstringData:\n' "$1"
  for pair in "${@:2}"; do printf '  %s: "%s"\n' "${pair%%=*}" "${pair#*=}"; done
}

databases=''
for service in order-api inventory transaction notification analytics; do
  password=$(random)
  databases+="CREATE ROLE \\\"$service\\\" LOGIN PASSWORD '$password'; CREATE DATABASE \\\"$service\\\" OWNER \\\"$service\\\";\\n"
  secret "$service" "DATABASE_URL=postgres://$service:$password@postgres:5432/$service"
done

secret postgres "POSTGRES_PASSWORD=$(random)" "create-databases.sql=$databases"
secret auth "AUTH_SECRET=$(random)"
secret operators "OPERATOR_TOKENS=prometheus:$(random)"
