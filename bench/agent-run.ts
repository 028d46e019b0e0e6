import { installAdk } from './adk-process.ts';
import { agentCosts } from './agent-costs.ts';
import type { AgentProcess } from './agent-process.ts';
import { OUR_AGENT, PYTHON_ADK } from './bench-agents.ts';
import { startBenchModel } from './bench-model.ts';
import { benchOptions, progress } from './bench-options.ts';
import type { BenchRow } from './bench-row.ts';
import { figureOf } from './figure-of.ts';
import { printReport } from './print-report.ts';

/**
 * What a question costs an agent in processor time when the model answers at once, in sessions of one turn and in long
 * ones: the second should cost no more than the first. Ours and Python's take turns.
 */
const options = benchOptions();
const ROUNDS = options.quick ? 1 : 3;
/** Questions a round; Python's figure comes in ticks of 10 ms, and a question takes it several. */
const OURS = options.quick ? 200 : 800;
const THEIRS = options.quick ? 20 : 60;
const LONG_TURNS = 1_000;
const SHORT_TURNS = 20;

interface Round {
  readonly run: number;
  readonly runSse: number;
  readonly runLater: number;
}

async function round(agent: AgentProcess, questions: number): Promise<Round> {
  using costs = agentCosts(agent);
  return {
    run: await costs.firstTurn('/run', questions),
    runSse: await costs.firstTurn('/run_sse', questions),
    runLater: await costs.afterTurns(SHORT_TURNS, questions / 2),
  };
}

if (options.setup) await installAdk(progress);
const why = PYTHON_ADK.missing();
await using model = await startBenchModel();
await using ourAgent = await OUR_AGENT.start({ modelUrl: model.url });
await using adk = why === null ? await PYTHON_ADK.start({ modelUrl: model.url }) : null;

const ours: Round[] = [];
const oursLongMs: number[] = [];
const theirs: Round[] = [];
// The first round does not count: what is loaded and compiled with the first questions is there after it.
await round(ourAgent, OURS);
if (adk) await round(adk, THEIRS);
for (let count = 1; count <= ROUNDS; count += 1) {
  ours.push(await round(ourAgent, OURS));
  using costs = agentCosts(ourAgent);
  oursLongMs.push(await costs.afterTurns(LONG_TURNS, OURS));
  if (adk) theirs.push(await round(adk, THEIRS));
  progress(
    `${count}/${ROUNDS}: ours ${ours.at(-1)?.run.toFixed(2)} ms, Python ${theirs.at(-1)?.run.toFixed(2) ?? '–'} ms`,
  );
}

const row = (input: Pick<BenchRow, 'what' | 'unit' | 'target'> & { readonly of: keyof Round }): BenchRow => {
  const { of, ...rest } = input;
  const peers = adk ? [{ name: PYTHON_ADK.name, figure: figureOf(theirs.map((each) => each[of])) }] : [];
  return { ...rest, ours: figureOf(ours.map((each) => each[of])), peers };
};
printReport(
  {
    section: 'agent',
    rows: [
      row({ what: 'one `/run`, first turn of a session', unit: 'ms CPU', target: 1.5, of: 'run' }),
      row({ what: 'one `/run_sse`, first turn', unit: 'ms CPU', target: null, of: 'runSse' }),
      row({ what: 'one `/run` after 20 turns of its session', unit: 'ms CPU', target: null, of: 'runLater' }),
      {
        what: 'one `/run` after 1,000 turns',
        unit: 'ms CPU',
        ours: figureOf(oursLongMs),
        peers: [],
        // As much as a first turn may take: it should not grow.
        target: 1.5,
      },
    ],
    leftOut: why === null ? [] : [{ name: PYTHON_ADK.name, why }],
  },
  options,
);
