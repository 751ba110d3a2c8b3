#!/bin/sh
# Makes the secrets that docker-compose.yml mounts, each with a random value of
# its own. What is there already stays as it is. 生成各服务的口令与令牌；已有的不动。
set -eu
cd "$(dirname "$0")/secrets"

# The folder keeps others on this machine out. The files are readable to all,
# for the services run as different users and Compose mounts files as they are.
chmod 700 .
umask 022

keep() {
	if [ -s "$1" ]; then
		echo "$1: kept"
		return
	fi
	cat >"$1.new"
	mv "$1.new" "$1"
	echo "$1: made"
}

for name in grafana_admin_password influxdb_admin_password influxdb_token notify_token; do
	od -An -N24 -tx1 /dev/urandom | tr -d ' \n' | keep "$name"
done

# The office's own: the password of its mail account, and the address that those
# who run jindu are told at. Until they are written nobody is reached there.
echo 'write the password of the mail account here' | keep smtp_password
echo 'http://127.0.0.1:9/' | keep operators_url
