/** What a container image says about itself, in container terms. */
export interface ImageConfig {
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workdir: string;
  readonly user: string;
  readonly exposedPorts: readonly number[];
  readonly labels: Readonly<Record<string, string>>;
}

/** An image on this machine's disk. */
export interface StoredImage {
  /** `sha256:…` over everything that went into it. */
  readonly digest: string;
  /** The folder that stands for `/`. */
  readonly rootfs: string;
  readonly config: ImageConfig;
  /** Container paths that lie in the image and not on the machine, for example `/app`: they are translated. */
  readonly ownedPaths: readonly string[];
  readonly sizeBytes: number;
  readonly createdAt: string;
}

/** The registry's content: images by `host/project/repository/name:tag` and by `…@sha256:…`. */
export interface ImageStore {
  resolve(reference: string): Promise<StoredImage | null>;
  tag(reference: string, digest: string): Promise<void>;
}
