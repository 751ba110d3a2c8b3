#!/bin/sh
# Makes the secrets that docker-compose.yml mounts, each with a random value of
# its own. What is there already stays as it is. 生成各服务的口令与令牌；已有的不动。
set -eu
cd "$(dirname "$0")/secrets"

# The folder keeps others on this machine out. The files are readable to all,
# for the services run as different users and Compose mounts files as they are.
chmod 700 .
for name in grafana_admin_password influxdb_admin_password influxdb_token; do
	if [ -s "$name" ]; then
		echo "$name: kept"
		continue
	fi
	(umask 022 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "$name.new" && mv "$name.new" "$name")
	echo "$name: made"
done
