#!/bin/sh
# Bakes a model into the image: `ollama pull` needs a running server, so one runs for as long as this script.
set -eu

model="${1:?usage: pull-model.sh MODEL}"
max_tries=120

ollama serve &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT

# The image has no curl; `ollama list` answers as soon as the server does.
tries=0
until ollama list >/dev/null 2>&1; do
  kill -0 "$server" 2>/dev/null || { echo "ollama serve ended before it answered." >&2; exit 1; }
  tries=$((tries + 1))
  [ "$tries" -lt "$max_tries" ] || { echo "ollama serve did not answer after $max_tries tries." >&2; exit 1; }
  sleep 0.5
done

ollama pull "$model"
ollama show "$model" >/dev/null || { echo "$model was pulled, but ollama does not know it." >&2; exit 1; }
ollama list

# The server writes to the model folder: the layer is complete only when it has ended.
kill "$server"
wait "$server" || true
trap - EXIT
