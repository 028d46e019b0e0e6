import { ADK_VERSIONS, adkMissing, startAdk } from './adk-process.ts';
import { type AgentProcess, startAgent } from './agent-process.ts';

export interface BenchAgent {
  readonly name: string;
  /** Why it cannot be measured here; null when it can. */
  missing(): string | null;
  /** Starts it and resolves when it listens. */
  start(options: { readonly modelUrl: string; readonly compileCache?: string }): Promise<AgentProcess>;
}

export const OUR_AGENT: BenchAgent = {
  name: 'our agent',
  missing: () => null,
  start: ({ modelUrl, compileCache }) =>
    startAgent({
      OLLAMA_API_BASE: modelUrl,
      SESSION_MAX_COUNT: '100000',
      ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }),
    }),
};

export const PYTHON_ADK: BenchAgent = {
  name: `Python ADK ${ADK_VERSIONS.adk}, LiteLLM ${ADK_VERSIONS.litellm}`,
  missing: adkMissing,
  start: startAdk,
};
