import { type ChatAnswer, longestPhase, PHASE_TEXTS, phaseTime } from '@proving-ground/shared';
import { PhaseBar } from './phase-bar.tsx';
import { PhaseList } from './phase-list.tsx';
import { TraceLine } from './trace-line.tsx';

/** Where the time of one answer went, and its trace; nothing of an answer that tells neither. */
export function AnswerSplit({
  answer: { splitUs, traceId },
}: {
  readonly answer: Pick<ChatAnswer, 'splitUs' | 'traceId'>;
}) {
  if (!splitUs && traceId === null) return null;
  return (
    <div class="answer-split">
      {splitUs && <PhaseBar split={splitUs} />}
      <details>
        <summary>{splitUs ? summaryOf(splitUs) : 'Trace'}</summary>
        {splitUs && <PhaseList split={splitUs} />}
        {traceId !== null && <TraceLine traceId={traceId} />}
      </details>
    </div>
  );
}

function summaryOf(split: NonNullable<ChatAnswer['splitUs']>): string {
  const longest = longestPhase(split);
  return `Where the time went: ${phaseTime(split[longest])} ${PHASE_TEXTS[longest].name.toLowerCase()}`;
}
