import { UsageError } from './usage-error.ts';

/** Reads a file whole. */
export type ReadText = (file: string) => Promise<string>;

/** @throws UsageError that names the option and the file */
export async function readJsonFile(readText: ReadText, file: string, option: string): Promise<unknown> {
  const text = await readText(file).catch((error: unknown) => {
    throw new UsageError(`${option} ${file} cannot be read: ${messageOf(error)}`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${option} ${file} is not JSON: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
