type Scheme = 'light' | 'dark';

/** The pictures of docs/images, each with the colour schemes in which it is taken. */
export const PICTURES = {
  deployment: ['light', 'dark'],
  overview: ['light'],
  chat: ['light', 'dark'],
  'chat-compare': ['light'],
  agent: ['light'],
  'load-test': ['light', 'dark'],
  scaling: ['light'],
  capacity: ['light'],
  alerts: ['light'],
  history: ['light'],
} as const satisfies Record<string, readonly Scheme[]>;

export type PictureName = keyof typeof PICTURES;

export const pictureFile = (name: string, scheme: Scheme) => `${name}-${scheme}.png`;

/** The files of all of them. */
export function pictureFiles(): readonly string[] {
  return Object.entries(PICTURES).flatMap(([name, schemes]) => schemes.map((scheme) => pictureFile(name, scheme)));
}
