import type { Page } from 'playwright-core';

interface Walk {
  readonly stops: readonly HTMLElement[];
  readonly looks: readonly string[];
  readonly look: (element: Element) => string;
  readonly name: (element: Element) => string;
  readonly isInSight: (element: Element) => boolean;
}
type Walked = typeof globalThis & { walk: Walk };

/** Goes through the page by Tab alone, from its first control to its last, and tells what is wrong with that. */
export async function walkByKeyboard(page: Page): Promise<readonly string[]> {
  const count = await page.evaluate(prepareWalk);
  const problems: string[] = [];
  for (let index = 0; index < count; index += 1) {
    if (index > 0) await page.keyboard.press('Tab');
    const problem = await page.evaluate(lookAtStop, index);
    if (problem) problems.push(problem);
  }
  return problems;
}

/** Lists what can have the focus, in the order of the document, and puts the focus on the first of it. */
function prepareWalk(): number {
  const isStop = (element: HTMLElement) =>
    element.tabIndex >= 0 &&
    !element.matches(':disabled') &&
    element.checkVisibility({ visibilityProperty: true }) &&
    // Of a group of radio buttons only the chosen one is a stop; the arrows lead to the others.
    !(element instanceof HTMLInputElement && element.type === 'radio' && !element.checked);
  const wanted = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const stops = [...document.querySelectorAll<HTMLElement>(wanted)].filter(isStop);
  // Whatever shows the focus: the element, what is drawn over it, or what stands around it.
  const look = (element: Element) =>
    [element, element.parentElement, element.closest('.choice, .input, tr')]
      .filter((each) => each !== null)
      .flatMap((each) => [getComputedStyle(each), getComputedStyle(each, '::after')])
      .map((style) =>
        [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor]
          .concat(style.backgroundColor, style.transform)
          .join(' '),
      )
      .join('\n');
  const name = (element: Element) =>
    `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}"`;
  const isInSight = (element: Element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const inset = (end: number, other: number) => end + Math.sign(other - end) * Math.min(3, Math.abs(other - end) / 2);
    const points = [
      [x, y],
      [inset(left, right), inset(top, bottom)],
      [inset(right, left), inset(bottom, top)],
    ];
    return points.some(([atX = 0, atY = 0]) => {
      const found = document.elementFromPoint(atX, atY);
      return found !== null && (element.contains(found) || found.contains(element));
    });
  };
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  Object.assign(globalThis, { walk: { stops, looks: stops.map(look), look, name, isInSight } satisfies Walk });
  stops[0]?.focus();
  return stops.length;
}

/** What is wrong with the focus, which should be at this stop; null: nothing. */
function lookAtStop(index: number): string | null {
  const { stops, looks, look, name, isInSight } = (globalThis as Walked).walk;
  const stop = stops[index];
  const at = document.activeElement;
  if (!stop || at !== stop) return `instead of ${stop && name(stop)} the focus is at ${at && name(at)}`;
  if (look(stop) === looks[index]) return `${name(stop)} looks the same with the focus`;
  return isInSight(stop) ? null : `${name(stop)} is out of sight with the focus`;
}
