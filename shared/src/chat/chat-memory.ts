/** Past this, Firestore deletes what was said in chats, the memory of the agent included. */
export const CHAT_RETENTION_DAYS = 90;

/** The agent keeps sessions durably whose id begins so, and all others in its memory. */
export const CHAT_SESSION_PREFIX = 'chat-';
