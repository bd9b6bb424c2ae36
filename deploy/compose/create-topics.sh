#!/usr/bin/env bash
# Creates the topics; safe to run again. It waits until there are as many brokers as the topics need. A topic that is there
# keeps its settings.
#
# BOOTSTRAP_SERVER     host:port of a broker. Default: localhost:9092.
# COMMAND_CONFIG       a properties file with which the tools prove that they may do so. Default: none.
# NAMESPACE            what goes before the topics: the services' KAFKA_NAMESPACE. Default: none.
# PARTITIONS           of each topic of events: the most replicas of a service that share its work. Default: 6.
# REPLICATION_FACTOR   brokers that keep an event. Default: 1.
# MIN_INSYNC_REPLICAS  how many of them must have it before it is acknowledged. Default: 1.
# KAFKA_BIN            the folder of Kafka's own tools. Default: /opt/kafka/bin, as in its image.
set -euo pipefail

partitions=${PARTITIONS:-6}
bin=${KAFKA_BIN:-/opt/kafka/bin}
connection=(--bootstrap-server "${BOOTSTRAP_SERVER:-localhost:9092}")
if [[ -n ${COMMAND_CONFIG-} ]]; then connection+=(--command-config "$COMMAND_CONFIG"); fi

create() {
  "$bin/kafka-topics.sh" "${connection[@]}" --create --if-not-exists --topic "${NAMESPACE-}$1" --partitions "$2" \
    --replication-factor "${REPLICATION_FACTOR:-1}" --config "min.insync.replicas=${MIN_INSYNC_REPLICAS:-1}" "${@:3}"
}

# An event lives for its retention and one segment, both stated: a broker's default segment is 7 days too, and an event would
# outlive the services' memory of it, which is 10 days.
events() { create "$1" "$partitions" --config retention.ms=604800000 --config segment.ms=86400000; }

# Kafka refuses a topic while there are fewer brokers than replicas; so the first one waits for them.
deadline=$((SECONDS + 120))
until events order-events; do
  if ((SECONDS > deadline)); then exit 1; fi
  sleep 1
done

for topic in inventory-events transaction-events; do
  events "$topic"
done
for service in order-api inventory transaction notification analytics; do
  create "$service.dead-letters" 1 --config max.message.bytes=2097152
done
