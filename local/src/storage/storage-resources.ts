import { crc32cBase64 } from './crc32c.ts';
import type { BucketFacts, ObjectFacts } from './object-store.ts';

/** A bucket as the JSON API spells it. */
export function bucketResource(bucket: BucketFacts, base: string) {
  return {
    ...bucket.settings,
    kind: 'storage#bucket',
    id: bucket.name,
    name: bucket.name,
    selfLink: `${base}/storage/v1/b/${bucket.name}`,
    projectNumber: '0',
    location: bucket.location.toUpperCase(),
    locationType: 'region',
    storageClass: 'STANDARD',
    metageneration: '1',
    timeCreated: bucket.timeCreated,
    updated: bucket.timeCreated,
    etag: 'CAE=',
  };
}

/** An object as the JSON API spells it. */
export function objectResource(object: ObjectFacts, base: string) {
  const { bucket, name, generation } = object;
  const path = `${bucket}/o/${encodeURIComponent(name)}`;
  return {
    kind: 'storage#object',
    id: `${bucket}/${name}/${generation}`,
    selfLink: `${base}/storage/v1/b/${path}`,
    mediaLink: `${base}/download/storage/v1/b/${path}?generation=${generation}&alt=media`,
    name,
    bucket,
    generation,
    metageneration: '1',
    contentType: object.contentType,
    storageClass: 'STANDARD',
    size: String(object.sizeBytes),
    crc32c: crc32cBase64(object.crc32c),
    ...(object.md5Hash === null ? {} : { md5Hash: object.md5Hash }),
    ...(Object.keys(object.metadata).length === 0 ? {} : { metadata: object.metadata }),
    etag: etagOf(object),
    timeCreated: object.timeCreated,
    updated: object.updated,
    timeStorageClassUpdated: object.timeCreated,
  };
}

export const etagOf = (object: ObjectFacts) => Buffer.from(object.generation).toString('base64');
