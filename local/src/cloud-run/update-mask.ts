import { invalidArgument } from '../grpc/rpc.ts';
import { type ServiceSpec, SPEC_FIELDS } from './wire.ts';

type Tree = Readonly<Record<string, unknown>>;

/** The spec with the fields of the mask taken from the update; no mask, or `*`, takes them all. Pure.
 * @throws RpcError INVALID_ARGUMENT for a path that is no field an owner may set. */
export function applyUpdateMask(current: ServiceSpec, update: ServiceSpec, paths: readonly string[]): ServiceSpec {
  if (paths.length === 0 || paths.includes('*')) return update;
  let result: Tree = { ...current };
  for (const path of paths) {
    const keys = path.split('.').map(camelCase);
    const [field = ''] = keys;
    if (!(SPEC_FIELDS as readonly string[]).includes(field)) {
      throw invalidArgument(`Invalid update_mask path "${path}".`);
    }
    result = copyPath(result, update as Tree, keys);
  }
  return result;
}

function copyPath(target: Tree, source: Tree | undefined, [key = '', ...rest]: readonly string[]): Tree {
  const value = source?.[key];
  if (rest.length > 0) {
    const inner = asTree(target[key]) ?? {};
    return { ...target, [key]: copyPath(inner, asTree(value), rest) };
  }
  if (value !== undefined) return { ...target, [key]: value };
  const { [key]: _cleared, ...others } = target;
  return others;
}

function asTree(value: unknown): Tree | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : undefined;
}

function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
