import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type JsonLinesFile, openJsonLinesFile } from '../disk/json-lines-file.ts';
import { createLineSplitter } from './line-splitter.ts';
import { entryEnvelope, type HttpRequest, type LogEntry, type RevisionPlace, type Severity } from './log-entry.ts';
import { parseLogLine } from './parse-log-line.ts';

interface ContainerOutput {
  write(chunk: { readonly stream: 'stdout' | 'stderr'; readonly text: string }): void;
  /** Writes out what came without a line end. */
  end(): void;
}

/** The log of one revision. */
export interface RevisionLog {
  /** Takes what an instance prints. */
  output(instanceId: string): ContainerOutput;
  /** What the platform itself has to say about instances. */
  platform(entry: { readonly severity: Severity; readonly text: string; readonly instanceId?: string }): void;
  /** One request, as it ended. */
  request(entry: {
    readonly severity: Severity;
    readonly httpRequest: HttpRequest;
    readonly trace: { readonly traceId: string; readonly spanId: string };
    /** Absent for a request that no instance saw. */
    readonly instanceId?: string;
    readonly text?: string;
  }): void;
  remove(): Promise<void>;
}

/** Cloud Logging for the revisions of this machine. */
export interface Logs extends AsyncDisposable {
  revision(place: RevisionPlace): RevisionLog;
  /** Every entry kept of the places that the test accepts. */
  entries(accepts: (place: RevisionPlace) => boolean): Promise<readonly LogEntry[]>;
}

const DEFAULT_MAX_BYTES = 8 * 1_024 ** 2;
/** No name of Cloud Run contains it. */
const SEPARATOR = '~';
const EXTENSION = '.ndjson';

/** Opens the logs kept in a folder: one bounded file for each revision. */
export function createLogs(options: {
  readonly folder: string;
  readonly projectId: string;
  readonly now?: () => Date;
  readonly maxBytesPerRevision?: number;
  /** Told when a log cannot be written. */
  readonly report?: (problem: string) => void;
}): Logs {
  const { folder, projectId, now = () => new Date(), maxBytesPerRevision: maxBytes = DEFAULT_MAX_BYTES } = options;
  const report = options.report ?? ((problem: string) => void process.stderr.write(`${problem}\n`));
  const files = new Map<string, JsonLinesFile<LogEntry>>();

  function fileOf({ location, service, revision }: RevisionPlace): JsonLinesFile<LogEntry> {
    const name = `${[location, service, revision].join(SEPARATOR)}${EXTENSION}`;
    let file = files.get(name);
    if (!file) {
      file = openJsonLinesFile<LogEntry>({
        path: join(folder, name),
        maxBytes,
        report: (problem) => report(`The log ${problem}`),
      });
      files.set(name, file);
    }
    return file;
  }

  function revisionLog(place: RevisionPlace): RevisionLog {
    const file = fileOf(place);
    const lines = (stream: 'stdout' | 'stderr', instanceId: string) =>
      createLineSplitter((line) =>
        file.append(parseLogLine(line, { ...place, projectId, stream, instanceId }, now().toISOString())),
      );
    return {
      output: (instanceId) => {
        const splitters = { stdout: lines('stdout', instanceId), stderr: lines('stderr', instanceId) };
        return {
          write: ({ stream, text }) => splitters[stream].push(text),
          end: () => {
            splitters.stdout.end();
            splitters.stderr.end();
          },
        };
      },
      platform: ({ text, severity, ...source }) => {
        const receivedAt = now().toISOString();
        const envelope = entryEnvelope({ ...place, projectId, stream: 'varlog/system', ...source }, receivedAt);
        file.append({ ...envelope, timestamp: receivedAt, severity, textPayload: text });
      },
      request: ({ text, severity, httpRequest, trace, ...source }) => {
        const receivedAt = now().toISOString();
        file.append({
          ...entryEnvelope({ ...place, projectId, stream: 'requests', ...source }, receivedAt),
          timestamp: receivedAt,
          severity,
          httpRequest,
          trace: `projects/${projectId}/traces/${trace.traceId}`,
          spanId: trace.spanId,
          ...(text !== undefined && { textPayload: text }),
        });
      },
      remove: () => file.remove(),
    };
  }

  return {
    revision: revisionLog,
    entries: async (accepts) => {
      const pages = (await placesIn(folder, files)).filter(accepts).map((place) => fileOf(place).read());
      return (await Promise.all(pages)).flat();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...files.values()].map((file) => file.flush()));
    },
  };
}

async function placesIn(folder: string, open: ReadonlyMap<string, unknown>): Promise<readonly RevisionPlace[]> {
  const onDisk = await readdir(folder).catch(() => []);
  const names = new Set([...open.keys(), ...onDisk.filter((name) => name.endsWith(EXTENSION))]);
  return [...names].map((name) => {
    const [location = '', service = '', revision = ''] = name.slice(0, -EXTENSION.length).split(SEPARATOR);
    return { location, service, revision };
  });
}
