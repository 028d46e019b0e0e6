/** A length of time as people read it in a list: "0.4 s", "12 s", "3 min 05 s", "1 h 02 min". */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < 100) return 'under 0.1 s';
  if (ms < 10_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${pad(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

/** The same for something that is still running: whole seconds, so that nothing flickers. */
export function formatElapsed(durationMs: number): string {
  return durationMs < 10_000 ? `${Math.floor(Math.max(0, durationMs) / 1_000)} s` : formatDuration(durationMs);
}

/** A latency: milliseconds below a second, seconds above. */
export function formatLatency(latencyMs: number): string {
  if (latencyMs < 1_000) return `${Math.round(latencyMs)} ms`;
  return latencyMs < 10_000 ? `${(latencyMs / 1_000).toFixed(2)} s` : `${(latencyMs / 1_000).toFixed(1)} s`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
