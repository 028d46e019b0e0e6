import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { cpus, loadavg, platform, totalmem } from 'node:os';
import { promisify } from 'node:util';

const BYTES_PER_GIB = 1024 ** 3;
const run = promisify(execFile);

/** When and on what something is measured, in a sentence: a figure without it says little. */
export async function thisMachine(now: Date): Promise<string> {
  const [model, python, commit] = await Promise.all([
    processorModel(),
    run('python3', ['--version']).then(
      ({ stdout }) => `, ${stdout.trim()}`,
      () => '',
    ),
    run('git', ['rev-parse', '--short', 'HEAD']).then(
      ({ stdout }) => `, commit ${stdout.trim()}`,
      () => '',
    ),
  ]);
  const date = now.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const memory = Math.round(totalmem() / BYTES_PER_GIB);
  const load = loadavg()[0]?.toFixed(1);
  const software = `${platform()}, Node ${process.versions.node}${python}`;
  return `_${date}${commit}: ${model}, ${cpus().length} cores, ${memory} GiB; ${software}; load average ${load} at the start._`;
}

/** Linux knows the family too, where the name is only the maker's. */
async function processorModel(): Promise<string> {
  const name = cpus()[0]?.model.trim() ?? 'unknown processor';
  const info = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const of = (key: string): string | undefined => new RegExp(`^${key}\\s*: (.+)$`, 'm').exec(info)?.[1];
  const family = of('cpu family');
  return family === undefined ? name : `${name}, family ${family} model ${of('model')}`;
}
