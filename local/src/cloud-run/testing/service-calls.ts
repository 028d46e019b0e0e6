import { type ContractCloud, IMAGE, idOf, PARENT } from './start-contract-cloud.ts';

export const nameOf = (id: string) => `${PARENT}/services/${idOf(id)}`;

/** A container that is ready or failed within two seconds. */
export const aContainer = (mode = 'serve') => ({
  image: IMAGE,
  env: [{ name: 'MODE', value: mode }],
  startupProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1, failureThreshold: 2 },
});

export const aTemplate = (more: object = {}) => ({ containers: [aContainer()], ...more });

/** The calls most tests begin with; roll-outs are awaited, whatever came of them. */
export function serviceCalls(cloud: () => Pick<ContractCloud, 'services' | 'revisions'>) {
  async function read(id: string) {
    const [service] = await cloud().services.getService({ name: nameOf(id) });
    return service;
  }
  return {
    read,
    create: async (id: string, service: object = {}) => {
      const [operation] = await cloud().services.createService({
        parent: PARENT,
        serviceId: idOf(id),
        service: { template: aTemplate(), ...service },
      });
      await operation.promise().catch(() => undefined);
      return await read(id);
    },
    update: async (id: string, service: object, request: object = {}) => {
      const [operation] = await cloud().services.updateService({
        service: { name: nameOf(id), ...service },
        ...request,
      });
      await operation.promise().catch(() => undefined);
      return await read(id);
    },
    revisionsOf: async (id: string) => {
      const [revisions] = await cloud().revisions.listRevisions({ parent: nameOf(id) });
      return revisions;
    },
    /** Which revision answers at a URL. */
    revisionAt: async (url: string | null | undefined) => {
      const answer = (await (await fetch(String(url))).json()) as { readonly env: { readonly K_REVISION: string } };
      return answer.env.K_REVISION;
    },
  };
}
