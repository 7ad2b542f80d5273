#!/usr/bin/env bash
# Raises the log's epoch by a job with the image of the silos, once after a restore and while there are none; see deploy/runbook.md.
# Ends with 0 only if the job has done it, and says what the job said. Arguments are kubectl's, such as --namespace=userrep.
set -euo pipefail
manifest="$(dirname "${BASH_SOURCE[0]}")/raise-epoch.yaml"

image=$(kubectl "$@" get statefulset/userrep --output=jsonpath='{.spec.template.spec.containers[0].image}')
job=$(sed "s|^\( *image:\) .*|\1 $image|" "$manifest" | kubectl "$@" create --filename=- --output=name)

# kubectl wait knows one condition, and would wait for a job that has failed.
state=
until [[ $state =~ (^| )(Complete|Failed)( |$) ]]; do
  sleep 1
  state=$(kubectl "$@" get "$job" --output=jsonpath='{.status.conditions[?(@.status=="True")].type}')
done

# One that ran out of time has no pod, and nothing to say.
kubectl "$@" logs "$job" || true
if [[ ! $state =~ (^| )Complete( |$) ]]; then
  kubectl "$@" describe "$job" >&2 || true
  echo "$job has failed; the epoch may not have been raised. Start no silo; run this again once the cause is gone." >&2
  exit 1
fi
