import { promisify } from 'node:util';
import grpc from '@grpc/grpc-js';
import { serviceDefinition } from '../../grpc/descriptors.ts';
import type { AnsweredSeries } from './answer.ts';

interface Descriptor {
  readonly type: string;
  readonly metadata: { readonly samplePeriod: { readonly seconds: string } };
}

/** What the calls answer, as far as tests look. */
interface Calls {
  listTimeSeries(request: object): Promise<{ readonly timeSeries?: readonly AnsweredSeries[]; readonly unit: string }>;
  listMetricDescriptors(request: object): Promise<{ readonly metricDescriptors?: readonly Descriptor[] }>;
  getMetricDescriptor(request: object): Promise<Descriptor>;
  createTimeSeries(request: object): Promise<unknown>;
}
type Raw = Readonly<
  Record<keyof Calls, (request: object, callback: (error: Error | null, answer: never) => void) => void>
>;

/** A client of the MetricService as its proto describes it. */
export function metricServiceClient(port: number): Calls & Disposable {
  const definition = serviceDefinition('monitoring', 'google.monitoring.v3.MetricService');
  const Client = grpc.makeClientConstructor(definition, 'MetricService');
  const client = new Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const calls = client as unknown as Raw;
  return {
    listTimeSeries: promisify(calls.listTimeSeries.bind(client)),
    listMetricDescriptors: promisify(calls.listMetricDescriptors.bind(client)),
    getMetricDescriptor: promisify(calls.getMetricDescriptor.bind(client)),
    createTimeSeries: promisify(calls.createTimeSeries.bind(client)),
    [Symbol.dispose]: () => client.close(),
  };
}
