#!/bin/sh
# The demo's alice: asks the operator one question, does what the answer says, and chats with bob.
set -eu
prompt=$(cat)

case $prompt in
  *'You are new here'*)
    printf '# Notes\n\nI keep what I should remember here.\n' > /state/notes.md
    agentd call set_status '{"status":"waiting for an answer"}'
    agentd call ask '{"to":"operator","question":"The tests of the parser take nine minutes. May I split them and run only the fast half on each commit?","options":["Yes, split them","No, keep them together","Ask me again tomorrow"]}'
    ;;
esac
case $prompt in
  *'"answers_question":'[1-9]*)
    printf -- '- The operator has answered my question about the tests.\n' >> /state/notes.md
    agentd call set_status '{"status":"working on the tests as agreed"}'
    agentd call send '{"to":"operator","body":"Thank you, I go on as you said. It is in my notes."}'
    ;;
esac
case $prompt in
  *'"from":"bob"'*)
    echo "bob wrote; reading the log he mentions"
    sleep 2
    agentd call send '{"to":"bob","body":"Seen. The second retry is the one that counts; I have put a note beside it."}'
    ;;
esac
