#!/usr/bin/env bash
# Sets the password of each service in Kafka, and gives it the least permissions (deploy/kafka/acls.sh says whom, and which);
# safe to run again.
#
# …_KAFKA_SASL_PASSWORD  the password of each: ORDER_API_KAFKA_SASL_PASSWORD, say.
# BOOTSTRAP_SERVER       host:port of a listener for the administrator.
# COMMAND_CONFIG         a properties file with which the tools prove that they are the administrator.
# KAFKA_BIN              the folder of Kafka's own tools. Default: /opt/kafka/bin, as in its image.
# ACLS                   where acls.sh is.
set -euo pipefail

bin=${KAFKA_BIN:-/opt/kafka/bin}

for service in $("$ACLS" | grep -o 'User:[a-z0-9-]*' | cut -d: -f2 | sort -u); do
  variable=${service//-/_}_KAFKA_SASL_PASSWORD
  variable=${variable^^}
  password=${!variable}
  # By way of a pipe: everybody on the machine can read arguments.
  "$bin/kafka-configs.sh" --bootstrap-server "$BOOTSTRAP_SERVER" --command-config "$COMMAND_CONFIG" \
    --alter --entity-type users --entity-name "$service" \
    --add-config-file <(echo "SCRAM-SHA-512=password=$password")
done

KAFKA_ACLS=$bin/kafka-acls.sh "$ACLS" --apply
