import { expect, test } from 'vitest';
import { layersOf, MODEL_LAYER, parseManifest, weightsLayer } from './manifest.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const config = { mediaType: 'application/vnd.docker.container.image.v1+json', digest: digest('c'), size: 10 };
const weights = { mediaType: MODEL_LAYER, digest: digest('a'), size: 253_113_024 };
const template = { mediaType: 'application/vnd.ollama.image.template', digest: digest('b'), size: 358 };
const manifest = (more: object = {}) =>
  JSON.stringify({ schemaVersion: 2, config, layers: [weights, template], ...more });

test('a manifest as the registry gives it is read', () => {
  const parsed = parseManifest(manifest({ mediaType: 'application/vnd.docker.distribution.manifest.v2+json' }));
  expect(weightsLayer(parsed)).toEqual(weights);
  expect(layersOf(parsed).map((layer) => layer.digest)).toEqual([digest('a'), digest('b'), digest('c')]);
});

test.each([
  ['no JSON', '<html>', 'no JSON'],
  ['another version', manifest({ schemaVersion: 1 }), 'schemaVersion'],
  ['a digest that would be a path', manifest({ layers: [{ ...weights, digest: 'sha256:../../x' }] }), 'digest'],
  ['no weights', manifest({ layers: [template] }), 'names 0 GGUF files'],
  ['weights in several files', manifest({ layers: [weights, weights] }), 'names 2 GGUF files'],
])('%s is refused', (_what, text, message) => {
  expect(() => parseManifest(text)).toThrow(message);
});
