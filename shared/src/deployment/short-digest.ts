/** The first digits of an image's digest, alone or behind the image's name: enough to tell two apart by eye. */
export function shortDigest(digest: string): string {
  return digest.replace(/^(.*@)?sha256:/, '').slice(0, 12);
}
