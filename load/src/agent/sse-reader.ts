const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const END_OF_EVENT = Buffer.from('\n\n');
const DATA = Buffer.from('data:');
const SPACE = 0x20;
/** A frame without an end must not fill the memory. */
const MAX_EVENT_BYTES = 1024 * 1024;

/**
 * Cuts a server-sent event stream into the payloads of its events, on the bytes as they come from the socket: text is made
 * of the few payloads alone whose content matters.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class SseReader {
  readonly #onPayload: (payload: Buffer) => void;
  #rest: Buffer = Buffer.alloc(0);

  constructor(onPayload: (payload: Buffer) => void) {
    this.#onPayload = onPayload;
  }

  /** Bytes that belong to an event whose end has not come. */
  get pendingBytes(): number {
    return this.#rest.length;
  }

  /** @throws RangeError when an event does not end. */
  push(chunk: Buffer): void {
    const bytes = withoutCarriageReturns(this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]));
    let start = 0;
    for (let end = bytes.indexOf(END_OF_EVENT); end >= 0; end = bytes.indexOf(END_OF_EVENT, start)) {
      this.#readEvent(bytes.subarray(start, end));
      start = end + END_OF_EVENT.length;
    }
    this.#rest = start === 0 ? bytes : bytes.subarray(start);
    if (this.#rest.length > MAX_EVENT_BYTES) throw new RangeError('An event does not end.');
  }

  #readEvent(event: Buffer): void {
    if (!event.includes(NEWLINE)) {
      const payload = payloadOfLine(event);
      if (payload) this.#onPayload(payload);
      return;
    }
    const payloads: Buffer[] = [];
    for (let start = 0; start < event.length; ) {
      const newline = event.indexOf(NEWLINE, start);
      const end = newline < 0 ? event.length : newline;
      const payload = payloadOfLine(event.subarray(start, end));
      if (payload) payloads.push(payload);
      start = end + 1;
    }
    if (payloads.length > 0) this.#onPayload(Buffer.from(payloads.map(String).join('\n')));
  }
}

/** What follows `data:`; null for comments and other fields. */
function payloadOfLine(line: Buffer): Buffer | null {
  if (line.length < DATA.length || line.compare(DATA, 0, DATA.length, 0, DATA.length) !== 0) return null;
  return line.subarray(line[DATA.length] === SPACE ? DATA.length + 1 : DATA.length);
}

/** Rare: servers of ours end lines with a line feed. A last carriage return waits for what follows it. */
function withoutCarriageReturns(bytes: Buffer): Buffer {
  if (!bytes.includes(CARRIAGE_RETURN)) return bytes;
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
