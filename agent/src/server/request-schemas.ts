import type { Content, Part } from '@google/genai';
import { z } from 'zod';
import { camelKeys } from './camel-keys.ts';
import { readLaxBoolean } from './lax-boolean.ts';

const eitherCasing = <Shape extends z.core.$ZodLooseShape>(schema: z.ZodObject<Shape>) =>
  z.preprocess(camelKeys(Object.keys(schema.shape)), schema);

const optionalText = z.string().nullish();
const optionalRecord = z.record(z.string(), z.unknown()).nullish();

const laxBoolean = z
  .unknown()
  .optional()
  .transform((value, context): boolean => {
    if (value === undefined) return false;
    const read = readLaxBoolean(value);
    if (read !== undefined) return read;
    const isReadable = typeof value === 'string' || typeof value === 'number';
    context.addIssue({
      code: 'custom',
      message: `Input should be a valid boolean${isReadable ? ', unable to interpret input' : ''}`,
      params: { type: isReadable ? 'bool_parsing' : 'bool_type' },
    });
    return z.NEVER;
  });

const toolField = z
  .unknown()
  .refine((value) => value === undefined || value === null, 'Value error, this agent has no tools: send text')
  .optional();

const part = eitherCasing(
  z.strictObject({
    text: optionalText,
    thought: z.boolean().nullish(),
    inlineData: eitherCasing(
      z.object({ data: optionalText, mimeType: optionalText, displayName: optionalText }),
    ).nullish(),
    fileData: eitherCasing(
      z.object({ fileUri: optionalText, mimeType: optionalText, displayName: optionalText }),
    ).nullish(),
    functionCall: toolField,
    functionResponse: toolField,
    toolCall: toolField,
    toolResponse: toolField,
    executableCode: toolField,
    codeExecutionResult: toolField,
    // Accepted because clients send them, and of no meaning to a text model.
    thoughtSignature: z.unknown().optional(),
    videoMetadata: z.unknown().optional(),
    mediaResolution: z.unknown().optional(),
    partMetadata: z.unknown().optional(),
  }),
);

const withoutNulls = <Value>(value: Readonly<Record<string, unknown>>): Value =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null && field !== undefined)) as Value;

const toPart = (given: z.output<typeof part>): Part => {
  const { text, thought, inlineData, fileData } = given;
  return withoutNulls<Part>({
    text,
    thought,
    inlineData: inlineData && withoutNulls(inlineData),
    fileData: fileData && withoutNulls(fileData),
  });
};

const content = eitherCasing(z.strictObject({ parts: z.array(part).min(1), role: optionalText })).transform(
  ({ parts, role }): Content => ({ role: role ?? 'user', parts: parts.map(toPart) }),
);

const saysSomething = ({ parts = [] }: Content): boolean =>
  parts.some(
    (given) => (given.text ?? '').trim() !== '' || given.inlineData !== undefined || given.fileData !== undefined,
  );

/** Body of POST /run and /run_sse. */
export const runRequest = eitherCasing(
  z.object({
    appName: optionalText,
    userId: z.string(),
    sessionId: z.string(),
    newMessage: content.refine(saysSomething, 'Value error, the message says nothing: send a part with text'),
    streaming: laxBoolean,
    stateDelta: optionalRecord,
    customMetadata: optionalRecord,
  }),
);

/** Body of PATCH .../sessions/:session. */
export const patchSessionRequest = eitherCasing(z.object({ stateDelta: z.record(z.string(), z.unknown()) }));

const storedEvent = eitherCasing(
  z.object({
    id: optionalText,
    invocationId: optionalText,
    author: optionalText,
    content: content.nullish(),
    timestamp: z.number().nullish(),
    actions: eitherCasing(z.object({ stateDelta: optionalRecord })).nullish(),
  }),
);

/** An event that a client brings along when it creates a session. */
export type StoredEventInput = z.output<typeof storedEvent>;

/** Body of POST .../sessions, all of it optional. */
export const createSessionRequest = eitherCasing(
  z.object({ sessionId: optionalText, state: optionalRecord, events: z.array(storedEvent).nullish() }),
).nullish();

/** Body of POST .../sessions/:session: the state itself. */
export const initialState = z.record(z.string(), z.unknown()).nullish();
