/** In a file of its own, so that the schemas of every callable are loaded beside the console and not before it. */
export { CALLABLES } from '@proving-ground/shared';
