/** The address of every page of the console; `:id` stands for a record. The browser tests walk all of them. */
export const PAGE_PATHS = [
  '/',
  '/deploy',
  '/deployments',
  '/deployments/:id',
  '/releases/:id',
  '/history',
  '/agent',
  '/alerts',
  '/spending',
  '/chat/:id?',
  '/chat-compare',
  '/load-tests',
  '/load-tests/new',
  '/load-tests/:id',
  '/load-compare',
  '/load-schedules',
  '/capacity',
  '/capacity/new',
  '/capacity/:id',
] as const;
export type PagePath = (typeof PAGE_PATHS)[number];
