import { type Behaviour, type FakeOllama, startFakeOllama } from '../agent/src/testing/fake-ollama.ts';

const TEXTS = ['Mostly bamboo, ', 'and now and then fruit.'];

/** What Ollama tells of a model, as far as LiteLLM reads it before each question. */
const SHOWN = {
  template: '{{ .Prompt }}',
  details: { family: 'gemma3', parameter_size: '268.10M', quantization_level: 'Q8_0' },
  model_info: { 'general.architecture': 'gemma3', 'gemma3.context_length': 32_768 },
  capabilities: ['completion'],
};

/** At once; in one piece where it is asked to, as LiteLLM asks when nobody streams. */
const answer: Behaviour = (call) => {
  if (call.path === '/api/show') {
    call.line(SHOWN);
    call.end();
    return;
  }
  if (call.body.stream === false) {
    call.finish({ message: { role: 'assistant', content: TEXTS.join('') } });
    return;
  }
  for (const text of TEXTS) call.say(text);
  call.finish();
};

/** A model server that answers every question at once. */
export const startBenchModel = (): Promise<FakeOllama> => startFakeOllama(answer);
