# Becomes a container's outermost process. Constant: what differs comes as parameters, never as
# text of this script.
#   UID LOG STATUS FILTER ARGUMENTS BUBBLEWRAP CGROUPS [DIRECTORY...] COMMAND...
set -eu
umask 077
uid=$1 log=$2 status=$3 filter=$4 arguments=$5 bubblewrap=$6 cgroups=$7
shift 7
# The output is a file, opened for appending, on a file system of its own: a pipe would end with
# privd, and a flood must not fill the host's disk.
exec </dev/null >>"$log" 2>&1 7<"$arguments" 8>"$status" 9<"$filter"
# What the agent makes, the manager may read.
umask 022
# Joined before anything of the agent runs, so that nothing can escape the limits.
while [ "$cgroups" -gt 0 ]; do
  echo $$ >"$1/cgroup.procs"
  shift
  cgroups=$((cgroups - 1))
done
exec setsid setpriv --reuid="$uid" --regid="$uid" --clear-groups --no-new-privs \
  --inh-caps=-all --ambient-caps=-all --bounding-set=-all \
  -- "$bubblewrap" --args 7 -- "$@"
