import { execFile } from 'node:child_process';
import { access, constants, realpath, stat, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { OllamaInstaller } from '../../images/base-images.ts';

/** The real Ollama, where this machine has it on PATH. */
export async function findSystemOllama(searchPath: string): Promise<OllamaInstaller | null> {
  for (const folder of searchPath.split(delimiter)) {
    const file = join(folder, 'ollama');
    if (folder === '' || !(await isProgram(file))) continue;
    const binary = await realpath(file);
    const version = await versionOf(binary);
    return { version: `${version} ${binary}`, install: (binFolder) => symlink(binary, join(binFolder, 'ollama')) };
  }
  return null;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** It says its version beside a warning that no server runs. @throws Error when it cannot be run. */
async function versionOf(binary: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(binary, ['--version'], { timeout: 10_000 });
  return /\d+\.\d+\.\d+\S*/.exec(`${stdout}${stderr}`)?.[0] ?? 'unknown';
}
