/** The command line cannot be understood; its message says what to change. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `npm run load -- COMMAND

  run --target URL      puts an agent under load and prints what came of it
      --users N             users at the same time (20)
      --spawn-rate N        users that join a second (5)
      --duration SECONDS    (60)
      --rate N              requests a second instead of users: the open model, Poisson arrivals
      --scenario NAME|FILE  a scenario that ships, or a JSON file with one (codelab)
      --stream              ask over /run_sse, with time to first token
      --timeout SECONDS     of one request (300)
      --shard K/N           only the Kth of N equal parts, for a test from several machines; see merge (1/1)
      --seed N              the same seed asks the same questions in the same order (1)
      --slo "p95Ms<2000,errorRate<0.01"   exit code 1 when one is missed
      --header "Name: value"              sent with every request; may be given again
      --json FILE  --html FILE  --csv FILE
  merge A.json B.json … [--json FILE]   adds up the shards of one test, exactly
  compare BASE.json NEXT.json           what changed between two results
  scenarios                             lists what ships
`;
