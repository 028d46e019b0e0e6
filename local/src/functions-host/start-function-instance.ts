import { randomBytes } from 'node:crypto';
import { createLineSplitter } from '../logging/line-splitter.ts';
import { instanceArgument } from './host-settings.ts';
import { type HostAddress, type HostRequest, launchHost } from './launch-host.ts';
import type { PooledInstance } from './one-request-pool.ts';

export interface FunctionInstance extends HostAddress, PooledInstance {}

/**
 * Starts a host process that serves one function alone. What it prints goes where the common host's output goes, by
 * line, behind the function's name; so does how it ended when nobody asked it to.
 *
 * @throws Error when it does not come up; then nothing of it is left.
 */
export async function startFunctionInstance(
  request: HostRequest,
  options: { readonly functionName: string; readonly signal: AbortSignal },
): Promise<FunctionInstance> {
  const { functionName, signal } = options;
  const output = outputOf(functionName, request.onOutput);
  try {
    const { child, url, dispatchHeaders } = await launchHost(
      { ...request, onOutput: output.write },
      {
        name: `The instance of ${functionName}`,
        args: [instanceArgument(functionName)],
        port: 0,
        // Its own: another host that answers on a port it has lost is not taken for it.
        dispatchSecret: randomBytes(32).toString('hex'),
        signal,
      },
    );
    let isStopping = false;
    const exited = child.exited.then((exit) => {
      output.end();
      if (!isStopping) output.say(`instance ${child.pid} ended with ${exit.signal ?? `code ${String(exit.code)}`}`);
    });
    return {
      url,
      dispatchHeaders,
      exited,
      stop: async () => {
        isStopping = true;
        await child.stop();
      },
    };
  } catch (error) {
    output.end();
    const reason = error instanceof Error ? error.message : String(error);
    output.say(`an instance did not start: ${reason}`);
    throw new Error(`${functionName} was not called, for its instance did not start: ${reason}`, { cause: error });
  }
}

/** The lines of one instance, told from those of the others by the function's name. */
function outputOf(functionName: string, onOutput: HostRequest['onOutput']) {
  const linesOf = (stream: 'stdout' | 'stderr') =>
    createLineSplitter((line) => onOutput({ stream, text: `${functionName}: ${line}\n` }));
  const streams = { stdout: linesOf('stdout'), stderr: linesOf('stderr') };
  const write: HostRequest['onOutput'] = ({ stream, text }) => streams[stream].push(text);
  return {
    write,
    say: (line: string) => write({ stream: 'stderr', text: `${line}\n` }),
    end: () => {
      for (const lines of Object.values(streams)) lines.end();
    },
  };
}
