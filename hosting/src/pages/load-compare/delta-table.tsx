import type { ComparedFigure, ComparisonOutcome } from '@proving-ground/shared';
import { Badge, type BadgeLook } from '../../ui/badge.tsx';
import { AlertIcon, CheckIcon, CrossIcon, MinusIcon } from '../../ui/icons.tsx';
import { deltaText, figureText, percentText } from './figure-text.ts';

const OUTCOMES: Readonly<Record<ComparisonOutcome, BadgeLook>> = {
  better: { text: 'Better', tone: 'good', Icon: CheckIcon },
  worse: { text: 'Worse', tone: 'bad', Icon: CrossIcon },
  unclear: { text: 'No clear difference', tone: 'plain', Icon: MinusIcon },
  incomparable: { text: 'Not comparable', tone: 'warn', Icon: AlertIcon },
};

/** Every compared figure of both tests. */
export function DeltaTable({ figures }: { readonly figures: readonly ComparedFigure[] }) {
  return (
    <section class="card" aria-labelledby="figures-title">
      <header class="card-header">
        <h2 id="figures-title">Figures</h2>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <section class="table-box" tabIndex={0} aria-label="Figures, table">
        <table class="load-table">
          <thead>
            <tr>
              <th scope="col">Figure</th>
              {['Base', 'Next', 'Delta', '%'].map((name) => (
                <th key={name} scope="col" class="numeric">
                  {name}
                </th>
              ))}
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => (
              <tr key={figure.metric}>
                <th scope="row">{figure.label}</th>
                <td class="numeric">{figureText(figure.base, figure.unit)}</td>
                <td class="numeric">{figureText(figure.next, figure.unit)}</td>
                <td class="numeric">{deltaText(figure.delta, figure.unit)}</td>
                <td class="numeric">{percentText(figure.deltaPercent)}</td>
                <td>
                  <Badge {...OUTCOMES[figure.outcome]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
