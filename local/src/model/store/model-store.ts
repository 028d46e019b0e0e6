import { createHash } from 'node:crypto';
import { glob, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { hashFile } from '../../images/inspect-tree.ts';
import { type ModelName, parseModelName, shortModelName } from '../model-name.ts';
import { type BlobSource, placeBlob } from './blob-file.ts';
import { type Layer, layersOf, type Manifest, parseManifest, weightsLayer } from './manifest.ts';
import { type ModelDetails, parseModelConfig } from './model-config.ts';

export interface StoredModel {
  readonly name: ModelName;
  /** As Ollama shows it: the SHA-256 of the manifest. */
  readonly digest: string;
  readonly manifest: Manifest;
  readonly manifestText: string;
  readonly details: ModelDetails;
  readonly weightsFile: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
}

/** A model that is complete somewhere, ready to be put into a store. */
export interface ModelContent {
  readonly manifestText: string;
  readonly blobs: ReadonlyMap<string, BlobSource>;
}

/** A folder in the layout of Ollama's own: `manifests/HOST/NAMESPACE/MODEL/TAG` and `blobs/sha256-…`. */
export class ModelStore {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The model, when its manifest and every blob are there in full. */
  async find(name: ModelName): Promise<StoredModel | null> {
    const file = this.#manifestFile(name);
    const facts = await stat(file).catch(() => null);
    if (!facts?.isFile()) return null;
    const manifestText = await readFile(file, 'utf8');
    const manifest = parseManifest(manifestText);
    const layers = layersOf(manifest);
    if (!(await Promise.all(layers.map((layer) => this.hasBlob(layer)))).every(Boolean)) return null;
    return {
      name,
      digest: createHash('sha256').update(manifestText).digest('hex'),
      manifest,
      manifestText,
      details: parseModelConfig(await readFile(this.blobFile(manifest.config.digest), 'utf8')),
      weightsFile: this.blobFile(weightsLayer(manifest).digest),
      sizeBytes: layers.reduce((sum, { size }) => sum + size, 0),
      modifiedAt: facts.mtime,
    };
  }

  async list(): Promise<readonly StoredModel[]> {
    const root = join(this.folder, 'manifests');
    const found: StoredModel[] = [];
    for await (const file of glob('*/*/*/*', { cwd: root })) {
      const [host = '', namespace = '', model = '', tag = ''] = file.split(sep);
      const name = parseModelName(`${host}/${namespace}/${model}:${tag}`);
      const stored = name && (await this.find(name));
      if (stored) found.push(stored);
    }
    return found.sort((a, b) => shortModelName(a.name).localeCompare(shortModelName(b.name)));
  }

  /** @throws Error when a blob is missing from the content. */
  async put(name: ModelName, { manifestText, blobs }: ModelContent): Promise<void> {
    for (const layer of layersOf(parseManifest(manifestText))) {
      if (await this.hasBlob(layer)) continue;
      const source = blobs.get(layer.digest);
      if (!source) throw new Error(`${shortModelName(name)} has no content for ${layer.digest}.`);
      await placeBlob(this.blobFile(layer.digest), source);
    }
    const file = this.#manifestFile(name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.tmp`, manifestText);
    await rename(`${file}.tmp`, file);
  }

  /** What another store takes this model from. */
  contentOf({ manifest, manifestText }: StoredModel): ModelContent {
    const source = ({ digest }: Layer) => [digest, { kind: 'shared', path: this.blobFile(digest) }] as const;
    return { manifestText, blobs: new Map(layersOf(manifest).map(source)) };
  }

  /** Hashes every blob; those that are not what their name says are deleted. */
  async verify({ manifest }: StoredModel): Promise<boolean> {
    const checks = layersOf(manifest).map(async ({ digest }) => {
      if (`sha256:${await hashFile(this.blobFile(digest))}` === digest) return true;
      await rm(this.blobFile(digest), { force: true });
      return false;
    });
    return (await Promise.all(checks)).every(Boolean);
  }

  async hasBlob({ digest, size }: Layer): Promise<boolean> {
    return (await stat(this.blobFile(digest)).catch(() => null))?.size === size;
  }

  blobFile(digest: string): string {
    return join(this.folder, 'blobs', digest.replace(':', '-'));
  }

  #manifestFile({ host, namespace, model, tag }: ModelName): string {
    return join(this.folder, 'manifests', host, namespace, model, tag);
  }
}
