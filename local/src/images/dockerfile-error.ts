/** What is wrong with a Dockerfile or with one of its instructions, with the place. */
export class DockerfileError extends Error {
  override readonly name = 'DockerfileError';

  constructor(place: { readonly file: string; readonly line: number }, message: string) {
    super(`${place.file}:${place.line}: ${message}`);
  }
}
