import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../disk/json-file.ts';
import { createSerializer } from '../disk/serializer.ts';
import { crc32c } from './crc32c.ts';

export interface BucketFacts {
  readonly name: string;
  readonly projectId: string;
  readonly location: string;
  readonly timeCreated: string;
  /** Whatever else the client said about the bucket, given back as it came. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface ObjectFacts {
  readonly bucket: string;
  readonly name: string;
  readonly generation: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly crc32c: number;
  /** Base64; composed and appended objects have none, as in the cloud. */
  readonly md5Hash: string | null;
  readonly timeCreated: string;
  readonly updated: string;
}

export interface NewObject {
  readonly bucket: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Called with what is there now, before it is replaced or deleted; throws to refuse. */
export type Precondition = (current: ObjectFacts | null) => void;

/** Buckets and objects on disk. */
export interface ObjectStore {
  /** `null` when the name is taken. */
  createBucket(bucket: Omit<BucketFacts, 'timeCreated'>): Promise<BucketFacts | null>;
  getBucket(name: string): Promise<BucketFacts | null>;
  listBuckets(): Promise<readonly BucketFacts[]>;
  deleteBucket(name: string): Promise<void>;
  /** @throws NoBucketError */
  put(object: NewObject, precondition?: Precondition): Promise<ObjectFacts>;
  get(bucket: string, name: string): Promise<ObjectFacts | null>;
  read(object: ObjectFacts): Promise<Buffer>;
  /** Every object of the bucket, by name. */
  list(bucket: string): Promise<readonly ObjectFacts[]>;
  delete(bucket: string, name: string, precondition?: Precondition): Promise<boolean>;
  /**
   * Adds to the end of a text object, which is created when it is missing.
   *
   * @throws NoBucketError
   */
  append(bucket: string, name: string, text: string): Promise<void>;
}

export class NoBucketError extends Error {
  override readonly name = 'NoBucketError';

  constructor(bucket: string) {
    super(`The specified bucket does not exist: ${bucket}`);
  }
}

/** @see https://cloud.google.com/storage/docs/buckets#naming */
export const isBucketName = (name: string) => /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(name) && !name.includes('..');
/** @see https://cloud.google.com/storage/docs/objects#naming */
export const isObjectName = (name: string) =>
  name !== '' && name !== '.' && name !== '..' && Buffer.byteLength(name) <= 1_024 && !/[\r\n]/.test(name);

/** Object names never become paths: an object lies in a folder named by the hash of its name. */
export function createObjectStore({
  folder,
  now = () => new Date(),
}: {
  readonly folder: string;
  readonly now?: () => Date;
}): ObjectStore {
  const inOrder = createSerializer();
  const bucketFolder = (bucket: string) => {
    if (!isBucketName(bucket)) throw new NoBucketError(bucket);
    return join(folder, bucket);
  };
  const objectFolder = (bucket: string, name: string) =>
    join(bucketFolder(bucket), 'objects', createHash('sha256').update(name).digest('hex'));
  const dataFile = (object: ObjectFacts) => join(objectFolder(object.bucket, object.name), 'data');
  const factsFile = (bucket: string, name: string) => join(objectFolder(bucket, name), 'object.json');

  const getBucket = async (name: string) =>
    isBucketName(name) ? await readJsonFile<BucketFacts>(join(bucketFolder(name), 'bucket.json')) : null;
  const get = async (bucket: string, name: string) =>
    isBucketName(bucket) ? await readJsonFile<ObjectFacts>(factsFile(bucket, name)) : null;
  const needBucket = async (name: string) => {
    if (!(await getBucket(name))) throw new NoBucketError(name);
  };
  let lastGeneration = 0n;
  /** Microseconds of the clock, as in the cloud, and never the same twice. */
  const nextGeneration = () => {
    const micros = BigInt(now().getTime()) * 1000n;
    lastGeneration = micros > lastGeneration ? micros : lastGeneration + 1n;
    return String(lastGeneration);
  };
  const listFolder = async (path: string) => {
    try {
      return (await readdir(path)).sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  };

  return {
    createBucket: (bucket) =>
      inOrder(async () => {
        if (await getBucket(bucket.name)) return null;
        const facts = { ...bucket, timeCreated: now().toISOString() };
        await writeJsonFile(join(bucketFolder(bucket.name), 'bucket.json'), facts);
        return facts;
      }),
    getBucket,
    listBuckets: async () =>
      (await Promise.all((await listFolder(folder)).map(getBucket))).filter((facts) => facts !== null),
    deleteBucket: (name) => inOrder(() => rm(bucketFolder(name), { recursive: true, force: true })),
    get,
    put: (object, precondition) =>
      inOrder(async () => {
        await needBucket(object.bucket);
        const before = await get(object.bucket, object.name);
        precondition?.(before);
        const at = now().toISOString();
        const facts: ObjectFacts = {
          bucket: object.bucket,
          name: object.name,
          generation: nextGeneration(),
          sizeBytes: object.bytes.byteLength,
          contentType: object.contentType ?? 'application/octet-stream',
          metadata: object.metadata ?? {},
          crc32c: crc32c(object.bytes),
          md5Hash: createHash('md5').update(object.bytes).digest('base64'),
          timeCreated: at,
          updated: at,
        };
        await mkdir(objectFolder(object.bucket, object.name), { recursive: true });
        await writeFile(dataFile(facts), object.bytes);
        await writeJsonFile(factsFile(object.bucket, object.name), facts);
        return facts;
      }),
    // The log of a running build grows under its reader: what the facts promise is what is read.
    read: async (object) => (await readFile(dataFile(object))).subarray(0, object.sizeBytes),
    list: async (bucket) => {
      const names = await listFolder(join(bucketFolder(bucket), 'objects'));
      const files = names.map((name) =>
        readJsonFile<ObjectFacts>(join(bucketFolder(bucket), 'objects', name, 'object.json')),
      );
      const found = (await Promise.all(files)).filter((facts) => facts !== null);
      return found.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    delete: (bucket, name, precondition) =>
      inOrder(async () => {
        const current = await get(bucket, name);
        precondition?.(current);
        if (current) await rm(objectFolder(bucket, name), { recursive: true, force: true });
        return current !== null;
      }),
    append: (bucket, name, text) =>
      inOrder(async () => {
        await needBucket(bucket);
        const bytes = Buffer.from(text);
        const before = await get(bucket, name);
        const at = now().toISOString();
        const facts: ObjectFacts = {
          bucket,
          name,
          contentType: 'text/plain',
          metadata: {},
          timeCreated: before?.timeCreated ?? at,
          generation: nextGeneration(),
          sizeBytes: (before?.sizeBytes ?? 0) + bytes.byteLength,
          crc32c: crc32c(bytes, before?.crc32c ?? 0),
          md5Hash: null,
          updated: at,
        };
        await mkdir(objectFolder(bucket, name), { recursive: true });
        // A crash between the two writes left bytes that nobody was told of.
        if (before) await truncate(dataFile(before), before.sizeBytes);
        await appendFile(dataFile(facts), bytes, { flag: before ? 'a' : 'w' });
        await writeJsonFile(factsFile(bucket, name), facts);
      }),
  };
}
