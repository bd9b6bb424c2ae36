#!/usr/bin/env bash
# Makes the certificate with which Kafka proves its name, and its administrator too; one that is there stays. It is its own
# authority: there is no other key with which somebody could sign another one. It is valid for a year. Kafka's image has openssl
# from the image of Java below it.
#
# KEYS  a folder for Kafka and its administrator: the certificate with its private key, and a properties file with which
#       Kafka's tools are the administrator.
# CA    a folder for every client: the certificate alone.
set -euo pipefail

umask 077

# The last file that is written says that all are there.
if [[ ! -e $KEYS/administrator.properties ]]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 \
    -subj /CN=orderflow-platform -addext subjectAltName=DNS:kafka,DNS:localhost,IP:127.0.0.1 \
    -addext basicConstraints=critical,CA:FALSE -addext keyUsage=critical,digitalSignature \
    -addext extendedKeyUsage=serverAuth,clientAuth \
    -keyout "$KEYS/key.pem" -out "$KEYS/ca.pem"
  cat "$KEYS/key.pem" "$KEYS/ca.pem" >"$KEYS/kafka.pem"
  rm "$KEYS/key.pem"
  cat >"$KEYS/administrator.properties" <<PROPERTIES
security.protocol=SSL
ssl.keystore.type=PEM
ssl.keystore.location=$KEYS/kafka.pem
ssl.truststore.type=PEM
ssl.truststore.location=$KEYS/ca.pem
PROPERTIES
fi
# Again each time: the clients' volume may have been removed and this one not.
install -m 644 "$KEYS/ca.pem" "$CA/ca.pem"
