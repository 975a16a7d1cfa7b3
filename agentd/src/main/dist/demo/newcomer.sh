#!/bin/sh
# The demo's agent that was spawned after an approval.
set -eu
prompt=$(cat)

case $prompt in
  *'You are new here'*)
    agentd call set_status '{"status":"settling in"}'
    agentd call send '{"to":"operator","body":"Hello, I have just been started in a container of my own."}'
    ;;
  *'say hello'*)
    agentd call send '{"to":"*","body":"Hello everybody, I joined today and take the documentation."}'
    ;;
esac
