export const MESSAGE_PUBLISHED = 'google.cloud.pubsub.topic.v1.messagePublished';

export interface PubSubMessage {
  readonly messageId: string;
  readonly publishTime: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** UTF-8 text; on the wire it is base64. */
  readonly data: string;
}

export interface CloudEventRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A published message as Eventarc delivers it: a CloudEvent in binary content mode. */
export function messagePublishedEvent(options: {
  readonly projectId: string;
  readonly topic: string;
  readonly message: PubSubMessage;
}): CloudEventRequest {
  const { projectId, topic, message } = options;
  const { messageId, publishTime, attributes } = message;
  return {
    headers: {
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-id': messageId,
      'ce-time': publishTime,
      'ce-type': MESSAGE_PUBLISHED,
      'ce-source': `//pubsub.googleapis.com/projects/${projectId}/topics/${topic}`,
    },
    body: JSON.stringify({
      message: { messageId, publishTime, attributes, data: Buffer.from(message.data).toString('base64') },
      subscription: `projects/${projectId}/subscriptions/eventarc-${topic}`,
    }),
  };
}

/** The event object that a function is called with, from headers `ce-*` and the body. */
export function receivedCloudEvent(request: {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: unknown;
}): object {
  const attributes = Object.entries(request.headers).flatMap(([name, value]) =>
    name.startsWith('ce-') && typeof value === 'string' ? [[name.slice('ce-'.length), value] as const] : [],
  );
  return { ...Object.fromEntries(attributes), data: request.body };
}
