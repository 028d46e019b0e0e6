import { z } from 'zod';
import { ownersIn, withOwner } from './owner-line.ts';
import type { Step } from './step.ts';
import type { Target } from './target.ts';

const WRITABLE = 'Make the file writable, then run setup again.';

/** Whoever signs in first must already be named, or nobody could let anybody in. */
export function ownerStep({ projectId, owner }: Target): Step {
  const path = `functions/.env.${projectId}`;
  return {
    id: 'owner',
    title: `First owner in ${path}`,
    look: { kind: 'file', path },
    decide: (seen) => {
      const text = z.string().parse(seen ?? '');
      const owners = ownersIn(text);
      if (owners === null) {
        return {
          kind: 'blocked',
          detail: 'its OWNER_EMAILS line cannot be read',
          fix: `Write OWNER_EMAILS=you@example.com on one line of ${path}.`,
        };
      }
      if (owner ? owners.includes(owner) : owners.length > 0) return { kind: 'there', detail: owners.join(', ') };
      if (!owner) {
        return { kind: 'blocked', detail: 'nobody is named', fix: 'Name yourself: --owner you@example.com' };
      }
      return {
        kind: 'change',
        detail: `OWNER_EMAILS=${[...owners, owner].join(',')}`,
        change: { kind: 'file', path, text: withOwner(text, owner) },
      };
    },
    fixWhenRefused: WRITABLE,
  };
}

const firebaserc = z.looseObject({ projects: z.record(z.string(), z.string()).default({}) });

/** What `firebase deploy` goes to when it is not told. */
export function defaultProjectStep({ projectId }: Target): Step {
  const path = '.firebaserc';
  return {
    id: 'default-project',
    title: `Default project in ${path}`,
    look: { kind: 'file', path },
    decide: (seen) => {
      const read = parseJson(z.string().parse(seen ?? '{}'));
      const { data } = firebaserc.safeParse(read);
      if (!data) return { kind: 'blocked', detail: 'it cannot be read', fix: `Mend the JSON of ${path}.` };
      const { default: current } = data.projects;
      if (current === projectId) return { kind: 'there', detail: projectId };
      const text = `${JSON.stringify({ ...data, projects: { ...data.projects, default: projectId } }, null, 2)}\n`;
      return {
        kind: 'change',
        detail: current ? `${projectId}, so far ${current}` : projectId,
        change: { kind: 'file', path, text },
      };
    },
    fixWhenRefused: WRITABLE,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
