/** The `data:` frames of an event stream, parsed; comments are kept as text. */
export const readFrames = (stream: string): readonly unknown[] =>
  stream
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => (frame.startsWith('data: ') ? JSON.parse(frame.slice('data: '.length)) : frame));
