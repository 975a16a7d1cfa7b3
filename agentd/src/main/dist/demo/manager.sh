#!/bin/sh
# The demo's manager: asks for one more agent when it wakes for the first time, and tells the
# operator what came of it.
set -eu
prompt=$(cat)

case $prompt in
  *'You are new here'*)
    agentd call set_status '{"status":"waiting for the operator to decide about carol"}'
    agentd call request_spawn '{"name":"carol","reason":"alice and bob have more to do than two agents can manage; carol would take the documentation."}'
    ;;
  *'Approval '*'and runs'*)
    agentd call set_status '{"status":"three colleagues at work"}'
    agentd call send '{"to":"carol","body":"Welcome, carol. Please say hello to alice and bob."}'
    agentd call send '{"to":"operator","body":"Thank you: carol is up."}'
    ;;
  *'Approval '*'denied'*)
    agentd call set_status '{"status":"making do with two colleagues"}'
    agentd call send '{"to":"operator","body":"Understood, we go on without carol."}'
    ;;
  *'"from":"operator"'*)
    agentd call send '{"to":"operator","body":"I am a script and cannot say much, but your message arrived."}'
    ;;
esac
