import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useGpuPrices } from '../../api/use-gpu-prices.ts';
import { useLive } from '../../api/use-live.ts';
import { type LoadTargetChoice, loadTargetChoices } from '../../load-form/load-targets.ts';
import { NoLoadTargets } from '../../load-form/no-load-targets.tsx';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { type StartWish, startFormOf, wishOf, wishOfQuestion } from './start-form.ts';
import { StartFormView } from './start-form-view.tsx';

/** `/load-tests/new`; with `?from=<load test>` to run that one again, with `?question=<text>&agent=<region~service>` to ask that. */
export function NewLoadTestPage() {
  useTitle('New load test');
  const { data } = useApi();
  const services = useLive(() => data.services(), 'services');
  const { from, question, agent } = useLocation().query;
  const prices = useGpuPrices();
  const items = services.kind === 'ready' ? services.value.items : null;
  // The same list until the services change: the form is checked anew whenever it is another one.
  const targets = useMemo(() => loadTargetChoices(items ?? [], prices), [items, prices]);
  return (
    <>
      <PageHeader
        title="New load test"
        lead="Virtual users ask a live agent, and its latency, tokens and errors are measured. As it stands, it is the codelab's test."
      />
      {services.kind === 'failed' ? (
        <FailurePanel failure={services.failure}>
          <Button onClick={services.retry}>Try again</Button>
        </FailurePanel>
      ) : items === null ? (
        <Skeleton lines={12} label="Loading the agents" />
      ) : targets.length === 0 ? (
        <NoLoadTargets />
      ) : from ? (
        <PrefilledForm key={from} from={from} targets={targets} />
      ) : question ? (
        <QuestionForm key={question} question={question} agent={agent} targets={targets} />
      ) : (
        <Form targets={targets} />
      )}
    </>
  );
}

function QuestionForm(props: {
  readonly question: string;
  readonly agent: string | undefined;
  readonly targets: readonly LoadTargetChoice[];
}) {
  const { question, agent, targets } = props;
  const target = targets.some(({ key }) => key === agent) ? agent : undefined;
  const wish = wishOfQuestion(question, target);
  return (
    <>
      <Notice>
        {wish
          ? 'Filled in with a question from a chat: every virtual user asks it.'
          : 'The question from the chat is too long for a load test; these are the defaults.'}
      </Notice>
      <Form targets={targets} {...(wish && { wish })} />
    </>
  );
}

function Form({ targets, wish }: { readonly targets: readonly LoadTargetChoice[]; readonly wish?: StartWish }) {
  const { route } = useLocation();
  return (
    <StartFormView
      targets={targets}
      initial={startFormOf(targets, wish)}
      onStarted={(loadTestId) => route(`/load-tests/${loadTestId}`)}
    />
  );
}

function PrefilledForm(props: { readonly from: string; readonly targets: readonly LoadTargetChoice[] }) {
  const { from, targets } = props;
  const { loads } = useApi();
  const earlier = useLive(() => loads.loadTest(from), from);
  switch (earlier.kind) {
    case 'loading':
      return <Skeleton lines={12} label="Loading the values of the earlier load test" />;
    case 'ready':
      return (
        <>
          <Notice>
            Filled in with the values of <a href={`/load-tests/${from}`}>an earlier load test</a>.
          </Notice>
          <Form targets={targets} wish={wishOf(earlier.value)} />
        </>
      );
    case 'missing':
      return (
        <>
          <Notice>The load test whose values you asked for does not exist; these are the defaults.</Notice>
          <Form targets={targets} />
        </>
      );
    case 'failed':
      return (
        <FailurePanel failure={earlier.failure}>
          <Button onClick={earlier.retry}>Try again</Button>
        </FailurePanel>
      );
  }
}
