#!/usr/bin/env bash
# Creates the topics; safe to run again.
set -euo pipefail

create() {
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --create --if-not-exists --topic "$@"
}

for topic in order-events inventory-events transaction-events; do
  create "$topic" --partitions 6 --replication-factor 1
done
for service in order-api inventory transaction notification analytics; do
  create "$service.dead-letters" --partitions 1 --replication-factor 1 --config max.message.bytes=2097152
done
