/** A model as Ollama names it: `gemma3:270m` is short for `registry.ollama.ai/library/gemma3:270m`. */
export interface ModelName {
  readonly host: string;
  readonly namespace: string;
  readonly model: string;
  readonly tag: string;
}

const DEFAULTS = { host: 'registry.ollama.ai', namespace: 'library', tag: 'latest' } as const;
const PART = /^[A-Za-z0-9_][\w.-]{0,79}$/;
const HOST = /^[A-Za-z0-9_][\w.:-]{0,349}$/;

/**
 * Reads a name as a person types it; `null` for what is none. The parts become folders: dots alone are no part.
 * @see https://github.com/ollama/ollama/blob/main/types/model/name.go
 */
export function parseModelName(text: string): ModelName | null {
  const slash = text.lastIndexOf('/');
  const colon = text.lastIndexOf(':');
  const hasTag = colon > slash;
  const path = (hasTag ? text.slice(0, colon) : text).split('/');
  const [model, namespace = DEFAULTS.namespace, host = DEFAULTS.host, ...more] = path.toReversed();
  const tag = hasTag ? text.slice(colon + 1) : DEFAULTS.tag;
  if (model === undefined || more.length > 0 || !HOST.test(host)) return null;
  if (![namespace, model, tag].every((part) => PART.test(part))) return null;
  return { host, namespace, model, tag };
}

/** The shortest form that names the same model. */
export function shortModelName({ host, namespace, model, tag }: ModelName): string {
  const isDefaultHost = host === DEFAULTS.host;
  const prefix = isDefaultHost && namespace === DEFAULTS.namespace ? '' : `${namespace}/`;
  return `${isDefaultHost ? '' : `${host}/`}${prefix}${model}:${tag}`;
}
