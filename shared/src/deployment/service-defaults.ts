/** Region of the functions themselves; services may run elsewhere. */
export const FUNCTIONS_REGION = 'europe-west1';
/** Where services are deployed unless another region is chosen. */
export const DEFAULT_REGION = 'europe-west1';

/** Regions with a GPU that needs no invitation; which one, `GPU_TYPES` says.
 * @see https://cloud.google.com/run/docs/configuring/services/gpu */
export const REGIONS = ['europe-west1', 'europe-west4', 'us-east4', 'us-central1', 'asia-southeast1'] as const;

/** The port both containers listen on, which Cloud Run hands over as PORT. */
export const CONTAINER_PORT = 8080;

/** Carried by every service and revision, so that costs and clean-up can find them. */
export const TUTORIAL_LABEL = { 'dev-tutorial': 'codelab-agent-gpu' } as const;

export const BACKEND_DEFAULTS = {
  serviceName: 'ollama-gemma3-270m-gpu',
  cpuCount: 8,
  memoryGiB: 16,
  gpuType: 'nvidia-l4',
  concurrency: 7,
  parallelRequests: 4,
  maxInstances: 1,
  timeoutSeconds: 600,
} as const;

export const AGENT_DEFAULTS = {
  serviceName: 'production-adk-agent',
  /** The name under which the agent's own API lists it. */
  appName: 'production_agent',
  cpuCount: 2,
  memoryGiB: 4,
  concurrency: 50,
  maxInstances: 1,
  timeoutSeconds: 300,
} as const;

/** What a fresh visitor may ask; the last one the agent cannot know. */
export const SAMPLE_QUESTIONS = [
  'What do red pandas typically eat in the wild?',
  'Can you tell me an interesting fact about snow leopards?',
  'Why are poison dart frogs so brightly colored?',
  'Where is the new baby kangaroo?',
  'What is the name of your oldest gorilla?',
  'What time will the penguins be fed today?',
] as const;

/** Asked through the agent before a deployment counts as live. */
export const VERIFICATION_QUESTION: string = SAMPLE_QUESTIONS[0];
