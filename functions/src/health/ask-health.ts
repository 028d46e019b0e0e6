import { Failure } from '@proving-ground/shared';
import type { Authorize } from '../agent/ask-agent.ts';

/** Longer than an agent takes to start; a minute has to be enough for all of them. */
const TIMEOUT_MS = 20_000;
const TOO_MANY_REQUESTS = 429;

/** What an agent says of itself. */
export type HealthAnswer =
  | { readonly kind: 'well' }
  /** It is there, but has no room. */
  | { readonly kind: 'busy'; readonly detail: string }
  | { readonly kind: 'unwell'; readonly detail: string }
  /** It could not be asked, for a reason that is not the agent's. */
  | { readonly kind: 'unasked'; readonly detail: string };

/** Asks an agent's `/health`, which answers without its model server: no GPU is woken. */
export async function askHealth(agentUrl: string, authorize: Authorize): Promise<HealthAnswer> {
  let authorization: string;
  try {
    authorization = await authorize(agentUrl);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { kind: 'unasked', detail: error.record.message };
  }
  try {
    const response = await fetch(new URL('/health', agentUrl), {
      headers: { authorization },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (response.ok) return { kind: 'well' };
    if (response.status === TOO_MANY_REQUESTS) return { kind: 'busy', detail: 'It has no free instance.' };
    return { kind: 'unwell', detail: `It answers with status ${response.status}.` };
  } catch (error) {
    return { kind: 'unwell', detail: whyUnreachable(error) };
  }
}

function whyUnreachable(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `No answer in ${TIMEOUT_MS / 1_000} seconds.`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { readonly code?: unknown } | null)?.code;
  return `It cannot be reached${typeof code === 'string' ? ` (${code})` : ''}.`;
}
