/** Past these, Firestore deletes who was told of what, and alerts that have closed. */
export const NOTIFICATION_RETENTION_DAYS = 90;
export const INCIDENT_RETENTION_DAYS = 90;
/** An e-mail is sent within minutes; what is left says only how that went. */
export const MAIL_RETENTION_DAYS = 30;
