import { RevisionsClient, ServicesClient } from '@google-cloud/run';
import { type CloudTarget, echoImageOf, grpcOptions, runPrefix } from '../../contract/contract-target.ts';
import { CLOUD } from '../../contract/current-target.ts';
import { startTestCloud, type TestCloud, IMAGE as TWIN_IMAGE, PARENT as TWIN_PARENT } from './start-test-cloud.ts';

export const PARENT = CLOUD ? `projects/${CLOUD.projectId}/locations/${CLOUD.region}` : TWIN_PARENT;
export const IMAGE = CLOUD ? echoImageOf(CLOUD) : TWIN_IMAGE;
/** An account that `npm run setup` has made. */
export const ACCOUNT = `proving-ground-agent@${CLOUD ? CLOUD.projectId : 'demo-zoo'}.iam.gserviceaccount.com`;
/** How the URL of a service looks. */
export const URL_PATTERN = CLOUD && !CLOUD.elsewhere ? /^https:\/\/.+\.run\.app$/ : /^http:\/\/127\.0\.0\.1:\d+$/;

/** The name of a service of this run: nobody else's is ever touched. */
export const idOf = (id: string): string => (CLOUD ? runPrefix(CLOUD) + id : id);

/** Cloud Run by its unmodified clients; the rest is there in the twin alone. */
export type ContractCloud = Pick<TestCloud, 'services' | 'revisions' | 'logs' | 'processes'> & AsyncDisposable;

export async function startContractCloud(): Promise<ContractCloud> {
  return CLOUD ? reachCloud(CLOUD) : await startTestCloud();
}

function reachCloud(target: CloudTarget): ContractCloud {
  const services = new ServicesClient(grpcOptions(target));
  const revisions = new RevisionsClient(grpcOptions(target));
  return {
    services,
    revisions,
    get logs(): never {
      throw twinOnly('logs');
    },
    get processes(): never {
      throw twinOnly('processes');
    },
    [Symbol.asyncDispose]: async () => {
      await services.close();
      await revisions.close();
    },
  };
}

function twinOnly(what: string): Error {
  return new Error(`A test that looks at the twin's ${what} belongs into local/src/contract/twin-only.ts.`);
}
