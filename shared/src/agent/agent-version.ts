import { z } from 'zod';
import { serviceName } from '../deployment/cloud-run-rules.ts';
import { agentProfile } from './agent-profile.ts';

/** Counted from 1 for each agent; 0 stands for the profile that the image ships. */
export const agentVersionNumber = z.int().min(1).max(100_000);

/** What changed, in the author's words. */
export const agentVersionNote = z
  .string()
  .trim()
  .max(200)
  .regex(/^\P{Cc}*$/u, 'A note is one line.')
  .default('');

/** `agents/{serviceName}/versions/{n}`: a profile as it was saved; it never changes again. */
export const agentVersion = z.strictObject({
  agentServiceName: serviceName,
  version: agentVersionNumber,
  profile: agentProfile,
  note: agentVersionNote,
  savedBy: z.strictObject({ uid: z.string(), email: z.string().nullable() }),
  savedAt: z.iso.datetime(),
});
export type AgentVersion = z.infer<typeof agentVersion>;

/** `agents/{serviceName}`: the number that the next version is counted from. */
export const agentRecord = z.strictObject({ agentServiceName: serviceName, latestVersion: z.int().min(0) });
export type AgentRecord = z.infer<typeof agentRecord>;

/** The version a deployment releases, whole: what is released must not depend on another record. */
export const releasedVersion = z.strictObject({ version: agentVersionNumber, profile: agentProfile });
export type ReleasedVersion = z.infer<typeof releasedVersion>;

/** What those who talk to a live agent need to know of its version. */
export const liveAgentVersion = z.strictObject({
  version: agentVersionNumber,
  name: agentProfile.shape.name,
  questions: agentProfile.shape.questions,
});
