import type { Chat, ChatTurn } from '@proving-ground/shared';

/** What is shown of a chat as Markdown, for people. Pure. */
export function chatAsMarkdown(
  chat: Pick<Chat, 'title' | 'createdAt' | 'target'>,
  branch: readonly ChatTurn[],
): string {
  const { region, agentServiceName } = chat.target;
  const head = `# ${chat.title}\n\n${chat.createdAt} · ${agentServiceName} in ${region}\n`;
  return [head, ...branch.map(turnAsMarkdown)].join('\n');
}

function turnAsMarkdown({ question, text, status, servedBy, feedback }: ChatTurn): string {
  const asked = question
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
  const remarks = [
    ...(servedBy ? [`${servedBy.model}, ${servedBy.revision}`] : []),
    ...(status === 'done' ? [] : [status]),
    ...(feedback ? [`rated ${feedback.thumb}${feedback.note ? `: ${feedback.note}` : ''}`] : []),
  ];
  return `${asked}\n\n${text === '' ? '_No answer._' : text}\n\n_${remarks.join(' · ')}_\n`;
}

/** The whole chat with all its branches as JSON, for programs; without what only the writer of answers needs. Pure. */
export function chatAsJson(chat: Chat, turns: readonly ChatTurn[]): string {
  const { id, title, target, createdAt, updatedAt } = chat;
  const told = turns.map((turn) => ({
    ...pick(turn, ['index', 'parent', 'question', 'status', 'text', 'askedAt', 'endedAt']),
    ...pick(turn, ['servedBy', 'traceId', 'figures', 'failure', 'feedback']),
  }));
  return `${JSON.stringify({ id, title, target, createdAt, updatedAt, turns: told }, null, 2)}\n`;
}

function pick<T, K extends keyof T>(whole: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, whole[key]])) as Pick<T, K>;
}

/** A name that every file system takes. */
export function exportName(title: string, extension: 'md' | 'json'): string {
  const name = title
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${name || 'chat'}.${extension}`;
}
