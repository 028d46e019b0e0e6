export * from './alert-functions.ts';
export * from './capacity-functions.ts';
export * from './chat-functions.ts';
export * from './deployment-functions.ts';
export * from './load-functions.ts';
export * from './project-functions.ts';
