const toSnake = (camel: string): string => camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a field by either of its two spellings; the camelCase one wins, as in Pydantic with aliases. */
export const fieldOf = (record: Readonly<Record<string, unknown>>, camel: string): unknown =>
  record[Object.hasOwn(record, camel) ? camel : toSnake(camel)];

/** Renames the known snake_case fields of an object to camelCase and leaves every other key as it was sent. */
export const camelKeys = (fields: readonly string[]): ((value: unknown) => unknown) => {
  const camelOfSnake = new Map(fields.map((camel) => [toSnake(camel), camel]));
  return (value) =>
    isRecord(value)
      ? Object.fromEntries(
          Object.entries(value).map(([key, field]) => {
            const camel = camelOfSnake.get(key);
            return [camel === undefined || Object.hasOwn(value, camel) ? key : camel, field];
          }),
        )
      : value;
};
