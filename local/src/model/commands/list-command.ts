import { z } from 'zod';
import type { Command } from './command.ts';
import { OllamaClient } from './ollama-client.ts';

const tags = z.object({
  models: z.array(z.object({ name: z.string(), digest: z.string(), size: z.number(), modified_at: z.string() })),
});

/** `ollama list`: the models that the server has. */
export const listCommand: Command = async (context) => {
  const { models } = await new OllamaClient(context).get('/api/tags', tags);
  const rows = models.map(({ name, digest, size, modified_at }) => [
    name,
    digest.slice(0, 12),
    `${Math.round(size / 1e6)} MB`,
    modified_at,
  ]);
  context.write(table([['NAME', 'ID', 'SIZE', 'MODIFIED'], ...rows]));
  return 0;
};

function table(rows: readonly (readonly string[])[]): string {
  const widthOf = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widthOf(column)))
          .join('    ')
          .trimEnd()}\n`,
    )
    .join('');
}
