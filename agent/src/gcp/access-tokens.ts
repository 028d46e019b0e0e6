interface HeaderSource {
  getRequestHeaders(): Promise<Headers>;
}

const createClient = async (): Promise<HeaderSource> => {
  // Loaded on first use: an agent that needs none never pays for the library.
  const { Compute } = await import('google-auth-library');
  return new Compute();
};

/** Gives access tokens of this service's own account, from the metadata server, kept until they expire. */
export const createAccessTokens = (): (() => Promise<string>) => {
  let client: Promise<HeaderSource> | undefined;
  return async () => {
    client ??= createClient();
    try {
      return (await (await client).getRequestHeaders()).get('authorization') ?? '';
    } catch (error) {
      // Not remembered: the metadata server may only be slow to start.
      client = undefined;
      throw error;
    }
  };
};
