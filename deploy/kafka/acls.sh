#!/usr/bin/env bash
# The least that each service needs in Kafka, as ACLs. Everything else is refused, when the cluster has an authorizer and
# allow.everyone.if.no.acl.found=false. In Kafka, Read and Write include Describe.
#
#   deploy/kafka/acls.sh            prints the commands
#   deploy/kafka/acls.sh --apply    runs them; safe to run again
#
# BOOTSTRAP_SERVER  host:port of a broker. Default: localhost:9092.
# COMMAND_CONFIG    a properties file with which the tool proves that it is an administrator. Default: none.
# KAFKA_ACLS        the tool, if it is not on the PATH: /opt/kafka/bin/kafka-acls.sh, say. Default: kafka-acls.sh.
# NAMESPACE         what goes before topics and groups: the services' KAFKA_NAMESPACE. Default: none.
set -euo pipefail

usage() {
  sed -n 's/^# \{0,1\}//; 2,/^set /p' "$0" | sed '$d' >&2
  exit 2
}
case "${1-}" in '' | --apply) ;; *) usage ;; esac

tool=("${KAFKA_ACLS:-kafka-acls.sh}" --bootstrap-server "${BOOTSTRAP_SERVER:-localhost:9092}")
if [[ -n ${COMMAND_CONFIG-} ]]; then tool+=(--command-config "$COMMAND_CONFIG"); fi
apply=${1-}

# allow PRINCIPAL OPERATION topic|group NAME...
allow() {
  local principal=$1 operation=$2 resource=$3 name
  shift 3
  local command=("${tool[@]}" --add --allow-principal "User:$principal" --operation "$operation")
  for name in "$@"; do command+=("--$resource" "${NAMESPACE-}$name"); done
  if [[ $apply ]]; then "${command[@]}"; else echo "${command[*]}"; fi
}

allow order-api Read topic inventory-events transaction-events
allow order-api Read group order-api
allow order-api Write topic order-events order-api.dead-letters

allow inventory Read topic order-events
allow inventory Read group inventory
allow inventory Write topic inventory-events inventory.dead-letters

allow notification Read topic order-events inventory-events
allow notification Read group notification
allow notification Write topic notification.dead-letters

allow analytics Read topic order-events inventory-events transaction-events
allow analytics Read group analytics
allow analytics Write topic analytics.dead-letters

allow transaction Read topic order-events inventory-events
allow transaction Read group transaction
allow transaction Write topic transaction-events transaction.dead-letters

# It shows every topic and every group, joins none and writes nothing.
allow gateway Read topic order-events inventory-events transaction-events
allow gateway Read topic order-api.dead-letters inventory.dead-letters notification.dead-letters
allow gateway Read topic analytics.dead-letters transaction.dead-letters
allow gateway Describe group order-api inventory notification analytics transaction
