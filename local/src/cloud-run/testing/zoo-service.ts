import { nameOf } from './service-calls.ts';
import { IMAGE, type TestCloud } from './start-test-cloud.ts';

/** What the test image tells of itself. */
export interface Echo {
  readonly pid: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

export const ZOO = nameOf('zoo');

export const aZooContainer = {
  image: IMAGE,
  startupProbe: { tcpSocket: { port: 8080 }, periodSeconds: 5, failureThreshold: 2, timeoutSeconds: 1 },
};

export const echo = async (url: string, init: RequestInit = {}) => (await (await fetch(url, init)).json()) as Echo;

/** One service, deployed and looked at. */
export function zooService(cloud: () => TestCloud) {
  return {
    /** Deploys it, open to all unless said otherwise, and returns its URL. */
    deploy: async (template: object = {}, service: object = {}): Promise<string> => {
      const [operation] = await cloud().services.updateService({
        allowMissing: true,
        service: {
          name: ZOO,
          invokerIamDisabled: true,
          template: { containers: [aZooContainer], ...template },
          ...service,
        },
      });
      await operation.promise();
      const [{ uri }] = await cloud().services.getService({ name: ZOO });
      return String(uri);
    },
    running: () =>
      cloud()
        .processes.list()
        .filter((child) => child.name.startsWith('zoo-')),
    logLines: async () => (await cloud().logs.entries(() => true)).map(({ textPayload }) => textPayload ?? ''),
  };
}
