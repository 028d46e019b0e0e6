/** Outlives its parent by one moment: when the channel closes, for whatever reason, it ends what the parent started. */
const guarded = new Set<number>();

process.on('message', (message: { readonly kind: 'guard' | 'release'; readonly pid: number }) => {
  if (message.kind === 'guard') guarded.add(message.pid);
  else guarded.delete(message.pid);
});

process.on('disconnect', () => {
  for (const pid of guarded) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
  process.exit(0);
});

// A Ctrl-C in the terminal reaches the whole foreground group; the parent decides what happens then.
process.on('SIGINT', () => undefined);
process.send?.({ kind: 'ready' });
