import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { ChartPort, type DrawnChart } from './chart-port.ts';
import type { ChartView } from './chart-view.ts';

/** Keeps one drawn chart in an element while the component is shown; `failed`: what draws could not be loaded. */
export function useDrawnChart({ view, sync }: { readonly view: ChartView; readonly sync: string | null }) {
  const loadDraw = useContext(ChartPort);
  const host = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnChart | null>(null);
  const latest = useRef(view);
  const [at, setAt] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);
  latest.current = view;

  // New values are handed over; only other lines need another chart.
  const lines = JSON.stringify(view.lines.map(({ label, colour }) => [label, colour]));
  useEffect(() => {
    let hasLeft = false;
    loadDraw()
      .then((draw) => {
        if (hasLeft || !host.current) return;
        drawn.current = draw(host.current, { view: latest.current, sync, onCursor: setAt });
      })
      .catch(() => {
        if (!hasLeft) setFailed(true);
      });
    return () => {
      hasLeft = true;
      drawn.current?.destroy();
      drawn.current = null;
    };
  }, [loadDraw, sync, lines]);
  useEffect(() => drawn.current?.update(view), [view]);

  return { host, at, failed };
}
