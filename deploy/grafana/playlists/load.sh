#!/bin/sh
# Puts the playlists that lie beside this script into a Grafana (12 or later),
# in place of those of the same names. Grafana's provisioning takes no playlists
# from files; its API does. Run it again after every change, or at each start:
#
#   GRAFANA_URL=http://127.0.0.1:3000 GRAFANA_PASSWORD=… sh load.sh
#
# GRAFANA_USER is admin unless said; GRAFANA_PASSWORD_FILE may hold the password. It waits up to a minute for Grafana.
set -eu

url=${GRAFANA_URL:-http://grafana:3000}
playlists=$url/apis/playlist.grafana.app/v1/namespaces/default/playlists
password=${GRAFANA_PASSWORD:-$(cat "$GRAFANA_PASSWORD_FILE")}
cd "$(dirname "$0")"

# The password goes by standard input: arguments can be seen by other users.
ask() {
	account=$(printf '%s:%s' "${GRAFANA_USER:-admin}" "$password" | sed 's/[\\"]/\\&/g')
	printf 'user = "%s"\n' "$account" |
		curl --config - --silent --show-error --output /dev/null --write-out '%{http_code}' "$@"
}

refuse() {
	echo "$1: Grafana at $url answered $2" >&2
	exit 1
}

curl --silent --show-error --fail --output /dev/null --retry 60 --retry-delay 1 --retry-all-errors "$url/api/health"
for file in wall-*.json; do
	name=jindu-${file%.json}
	code=$(ask --request DELETE "$playlists/$name")
	case $code in 200 | 404) ;; *) refuse "$name" "$code" ;; esac
	code=$(ask --header 'Content-Type: application/json' --data-binary "@$file" "$playlists")
	case $code in 200 | 201) echo "$name: $url/playlists/play/$name" ;; *) refuse "$name" "$code" ;; esac
done
