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
  od -An -N32 -tx1 /dev/urandom | tr -d ' \n'
}

# What the file of identities has of a key.
hash_of() {
  printf 'sha256:%s' "$(printf %s "$(<"secrets/$1")" | sha256sum | cut -d' ' -f1)"
}

put postgres_password "$(random)"
put postgresql "Host=postgres;Database=userrep;Username=userrep;Password=$(<secrets/postgres_password)"
put grafana_password "$(random)"

put prometheus_key "ur_$(random)"
put operators_key "ur_$(random)"
put writers_key "ur_$(random)"
put readers_key "ur_$(random)"

# In a folder of its own, which is what is mounted: a file that is mounted by itself stays the one it was when an editor puts another in its place.
mkdir -p secrets/identities
chmod 755 secrets/identities
put identities/identities.json "{
  \"identities\": [
    { \"name\": \"prometheus\", \"keyHashes\": [\"$(hash_of prometheus_key)\"], \"scopes\": [] },
    { \"name\": \"operators\", \"keyHashes\": [\"$(hash_of operators_key)\"], \"scopes\": [\"versions:manage\", \"users:erase\", \"dashboard:view\", \"dashboard:operate\"] },
    { \"name\": \"writers\", \"keyHashes\": [\"$(hash_of writers_key)\"], \"scopes\": [\"events:write\"], \"requestsPerSecond\": 1000 },
    { \"name\": \"readers\", \"keyHashes\": [\"$(hash_of readers_key)\"], \"scopes\": [\"embeddings:read\"], \"requestsPerSecond\": 2000 }
  ]
}"
# Its owner changes it.
chmod 644 secrets/identities/identities.json

for key in prometheus operators writers readers; do
  grep --quiet "$(hash_of "${key}_key")" secrets/identities/identities.json ||
    echo "deploy/secrets/${key}_key is nobody's key: deploy/secrets/identities/identities.json does not have $(hash_of "${key}_key")." >&2
done
