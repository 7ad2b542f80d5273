#!/usr/bin/env bash
# Makes the secrets that compose.yaml mounts, in deploy/secrets, each once: what is there stays as it is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# The folder keeps others out; in a container, where only the files are, users of other numbers must read them.
umask 077
mkdir -p secrets

put() {
  [[ -e secrets/$1 ]] || printf '%s\n' "$2" >"secrets/$1"
  chmod 444 "secrets/$1"
}

random() {
  od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

put postgres_password "$(random)"
put postgresql "Host=postgres;Database=userrep;Username=userrep;Password=$(<secrets/postgres_password)"
put api_keys "$(random)"
put grafana_password "$(random)"
