import { pathToFileURL } from 'node:url';
import type { Request, Response } from 'express';
import { describeFunction, type ServedFunction } from './function-manifest.ts';

type HttpHandler = (request: Request, response: Response) => unknown;
type EventHandler = (event: object) => unknown;

export interface LoadedFunction {
  readonly description: ServedFunction;
  /** An event function takes the event, every other one request and response. */
  readonly handler: HttpHandler & EventHandler;
}

/** Imports the bundle; every export that firebase-functions made is a function to serve. */
export async function loadFunctions(bundle: string): Promise<readonly LoadedFunction[]> {
  const exports = (await import(pathToFileURL(bundle).href)) as Readonly<Record<string, unknown>>;
  return Object.entries(exports).flatMap(([name, value]) =>
    isFunction(value) ? [{ description: describeFunction(name, value.__endpoint), handler: value }] : [],
  );
}

type CloudFunction = LoadedFunction['handler'] & { readonly __endpoint: unknown };

function isFunction(value: unknown): value is CloudFunction {
  return typeof value === 'function' && '__endpoint' in value;
}
