import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import type { LoadTargetChoice } from '../../load-form/load-targets.ts';
import { WithLoadTargets } from '../../load-form/with-load-targets.tsx';
import { LiveView } from '../../ui/live-view.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { type StartWish, startFormOf, wishOf, wishOfQuestion } from './start-form.ts';
import { StartFormView } from './start-form-view.tsx';

/** `/load-tests/new`; with `?from=<load test>` to run that one again, with `?question=<text>&agent=<region~service>` to ask that. */
export function NewLoadTestPage() {
  useTitle('New load test');
  const { from, question, agent } = useLocation().query;
  return (
    <>
      <PageHeader
        title="New load test"
        lead="Virtual users ask a live agent, and its latency, tokens and errors are measured. As it stands, it is the codelab's test."
      />
      <WithLoadTargets>
        {(targets) =>
          from ? (
            <PrefilledForm key={from} from={from} targets={targets} />
          ) : question ? (
            <QuestionForm key={question} question={question} agent={agent} targets={targets} />
          ) : (
            <Form targets={targets} />
          )
        }
      </WithLoadTargets>
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

function PrefilledForm({ from, targets }: { readonly from: string; readonly targets: readonly LoadTargetChoice[] }) {
  const { loads } = useApi();
  const state = useLive(() => loads.loadTest(from), from);
  return (
    <LiveView state={state} label="Loading the values of the earlier load test" lines={12}>
      {(earlier) => (
        <>
          <Notice>
            {earlier ? (
              <>
                Filled in with the values of <a href={`/load-tests/${from}`}>an earlier load test</a>.
              </>
            ) : (
              'The load test whose values you asked for does not exist; these are the defaults.'
            )}
          </Notice>
          <Form targets={targets} {...(earlier && { wish: wishOf(earlier) })} />
        </>
      )}
    </LiveView>
  );
}
