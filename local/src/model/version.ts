/** The release of Ollama whose API this server follows, marked as ours by semantic versioning's build metadata. */
export const OLLAMA_VERSION = '0.17.4+proving-ground';
