import type { FunctionComponent } from 'preact';

export interface BadgeLook {
  readonly text: string;
  readonly tone: 'info' | 'good' | 'bad' | 'warn' | 'plain';
  readonly Icon: FunctionComponent<{ readonly class?: string }>;
}

/** A state in word, icon and colour. */
export function Badge({ text, tone, Icon }: BadgeLook) {
  return (
    <span class={`badge badge-${tone}`}>
      <Icon />
      {text}
    </span>
  );
}
