import { COLLECTIONS, type Deployment, deployment } from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import { parseDocument } from './parse-document.ts';

const MAX_ENDED = 50;

/** Deployments that have ended since then, whatever came of them. */
export type EndedDeployments = (since: Date) => Promise<readonly Deployment[]>;

export function createEndedDeployments(db: Firestore): EndedDeployments {
  return async (since) => {
    const { docs } = await db
      .collection(COLLECTIONS.deployments)
      .where('endedAt', '>=', since.toISOString())
      .orderBy('endedAt', 'desc')
      .limit(MAX_ENDED)
      .get();
    return docs.flatMap((document) => parseDocument(deployment, document) ?? []);
  };
}
