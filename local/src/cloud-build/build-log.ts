import type { ObjectStore } from '../storage/object-store.ts';

export interface BuildLog {
  readonly write: (text: string) => void;
  /** Writes what is left. @throws Error when the log could not be written */
  close(): Promise<void>;
}

/** Small writes are gathered for this long: a log is read by people. */
const FLUSH_EVERY_MS = 100;

/** Appends to `log-BUILD.txt` of the build's bucket while it comes; without a bucket there is no log. */
export function openBuildLog(options: {
  readonly storage: Pick<ObjectStore, 'append'>;
  readonly logsBucket: string | null;
  readonly buildId: string;
}): BuildLog {
  const { storage, logsBucket, buildId } = options;
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  let failure: Error | undefined;
  let writing: Promise<void> = Promise.resolve();

  function flush(): void {
    timer = undefined;
    const text = waiting;
    waiting = '';
    if (text === '' || logsBucket === null) return;
    writing = writing
      .then(() => storage.append(logsBucket.replace(/^gs:\/\//, ''), `log-${buildId}.txt`, text))
      .catch((error: unknown) => {
        failure ??= error instanceof Error ? error : new Error(String(error));
      });
  }
  return {
    write: (text) => {
      waiting += text;
      timer ??= setTimeout(flush, FLUSH_EVERY_MS);
    },
    close: async () => {
      clearTimeout(timer);
      flush();
      await writing;
      if (failure !== undefined) throw failure;
    },
  };
}

/** Passes whole lines on, each behind a prefix; a last line without its end comes with `end`. */
export function prefixLines(prefix: string, write: (text: string) => void) {
  let partial = '';
  return {
    write: (text: string) => {
      const lines = (partial + text).split('\n');
      partial = lines.pop() ?? '';
      if (lines.length > 0) write(lines.map((line) => `${prefix}${line}\n`).join(''));
    },
    end: () => {
      if (partial !== '') write(`${prefix}${partial}\n`);
      partial = '';
    },
  };
}
