#!/bin/sh
# The demo's bob: writes to alice now and then, woken by his own reminder, which comes under his name.
set -eu
prompt=$(cat)

case $prompt in
  *'You are new here'* | *'"from":"bob"'*)
    echo "reading the build log"
    for step in fetch compile test; do
      echo "  $step: ok"
      sleep 1
    done
    agentd call set_status '{"status":"reading build logs"}'
    agentd call send '{"to":"alice","body":"The build passed again, on the second try. Do you know why the first one failed?"}'
    agentd call remind '{"body":"Time to look at the log again.","after_seconds":90}'
    ;;
esac
case $prompt in
  *'"from":"carol"'*)
    agentd call send '{"to":"carol","body":"Hello carol, good to have you here."}'
    ;;
esac
