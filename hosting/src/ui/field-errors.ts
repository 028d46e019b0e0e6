/** Messages by field, for example `backend.cpuCount`; a row of a list is `backend.env.<row id>`. */
export type FieldErrors = ReadonlyMap<string, string>;
