import { createRequire } from 'node:module';
import type { GrpcObject, ServiceDefinition } from '@grpc/grpc-js';
import grpc from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import protobuf from 'protobufjs';

const require = createRequire(import.meta.url);

/** The protos that the two client packages ship: the twin speaks exactly what they speak. */
const PACKAGES = {
  run: '@google-cloud/run/build/protos/protos.json',
  cloudbuild: '@google-cloud/cloudbuild/build/protos/protos.json',
} as const;
export type ProtoPackage = keyof typeof PACKAGES;

const json = (name: ProtoPackage): protobuf.INamespace => require(PACKAGES[name]) as protobuf.INamespace;

/** `defaults: false` keeps "absent" apart from "zero", which Cloud Run's rules need. */
const LOADER_OPTIONS = { keepCase: false, longs: String, enums: String, oneofs: true, defaults: false } as const;

const loaded = new Map<ProtoPackage, GrpcObject>();
const roots = new Map<ProtoPackage, protobuf.Root>();

/** The grpc-js definition of a service, for example `serviceDefinition('run', 'google.cloud.run.v2.Services')`. */
export function serviceDefinition(name: ProtoPackage, fullName: string): ServiceDefinition {
  let root = loaded.get(name);
  if (!root) {
    root = grpc.loadPackageDefinition(fromJSON(json(name), LOADER_OPTIONS));
    loaded.set(name, root);
  }
  let node: unknown = root;
  for (const part of fullName.split('.')) node = (node as Record<string, unknown>)[part];
  const service = (node as { readonly service?: ServiceDefinition } | undefined)?.service;
  if (!service) throw new Error(`${fullName} is not in ${PACKAGES[name]}.`);
  return service;
}

export interface PackedAny {
  /** Snake case even with keepCase false: that is how proto-loader reads an Any. */
  readonly type_url: string;
  readonly value: Uint8Array;
}

/** Packs a message into google.protobuf.Any, as operations carry their metadata and results. */
export function packAny(name: ProtoPackage, typeName: string, message: object): PackedAny {
  let root = roots.get(name);
  if (!root) {
    root = protobuf.Root.fromJSON(json(name));
    roots.set(name, root);
  }
  const type = root.lookupType(typeName);
  return {
    type_url: `type.googleapis.com/${typeName}`,
    value: type.encode(type.fromObject(message)).finish(),
  };
}
