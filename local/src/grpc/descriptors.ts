import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { GrpcObject, ServiceDefinition } from '@grpc/grpc-js';
import grpc from '@grpc/grpc-js';
import { fromJSON, loadSync } from '@grpc/proto-loader';
import protobuf from 'protobufjs';

const require = createRequire(import.meta.url);

/** The protos that the two client packages ship: the twin speaks exactly what they speak. */
const PACKAGES = {
  run: '@google-cloud/run/build/protos/protos.json',
  cloudbuild: '@google-cloud/cloudbuild/build/protos/protos.json',
} as const;
export type ProtoPackage = keyof typeof PACKAGES;

/** An API whose client nothing here needs: its proto is among those that all clients' common library ships. */
const PROTO_FILES = { monitoring: 'google/monitoring/v3/metric_service.proto' } as const;
const protoFolder = () => join(dirname(require.resolve('google-gax')), '../protos');

const json = (name: ProtoPackage): protobuf.INamespace => require(PACKAGES[name]) as protobuf.INamespace;

/** `defaults: false` keeps "absent" apart from "zero", which Cloud Run's rules need. */
const LOADER_OPTIONS = { keepCase: false, longs: String, enums: String, oneofs: true, defaults: false } as const;

const loaded = new Map<ProtoPackage | keyof typeof PROTO_FILES, GrpcObject>();
const roots = new Map<ProtoPackage, protobuf.Root>();

/** The grpc-js definition of a service, for example `serviceDefinition('run', 'google.cloud.run.v2.Services')`. */
export function serviceDefinition(name: ProtoPackage | keyof typeof PROTO_FILES, fullName: string): ServiceDefinition {
  let root = loaded.get(name);
  if (!root) {
    root = grpc.loadPackageDefinition(
      name in PROTO_FILES
        ? loadSync(PROTO_FILES[name as keyof typeof PROTO_FILES], { ...LOADER_OPTIONS, includeDirs: [protoFolder()] })
        : fromJSON(json(name as ProtoPackage), LOADER_OPTIONS),
    );
    loaded.set(name, root);
  }
  let node: unknown = root;
  for (const part of fullName.split('.')) node = (node as Record<string, unknown>)[part];
  const service = (node as { readonly service?: ServiceDefinition } | undefined)?.service;
  if (!service) throw new Error(`${fullName} is not among the protos of ${name}.`);
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
