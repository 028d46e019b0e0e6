/** One line of an answer in Ollama's API. */
export type JsonLine = Readonly<Record<string, unknown>>;

/**
 * Streams lines as they come. Waits for the first one: what goes wrong before it becomes an HTTP status, what goes wrong
 * later a last line with the error.
 */
export async function streamLines(lines: AsyncGenerator<JsonLine, void>): Promise<Response> {
  const first = await lines.next();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        if (!first.done) controller.enqueue(encoder.encode(`${JSON.stringify(first.value)}\n`));
      },
      pull: async (controller) => {
        try {
          const { done, value } = await lines.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          controller.enqueue(encoder.encode(`${JSON.stringify({ error: message })}\n`));
          controller.close();
        }
      },
      cancel: async () => void (await lines.return()),
    },
    { highWaterMark: 1 },
  );
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
}
