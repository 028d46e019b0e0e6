/** Styles of the report; follows the reader's light or dark setting. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --text: light-dark(#1d2430, #e6e9ef); --soft: light-dark(#5b6473, #a3acba);
  --line: light-dark(#d8dde5, #39414d); --page: light-dark(#fff, #14181f); --head: light-dark(#f3f5f8, #1d232c);
  --c1: light-dark(#1f6feb, #6cb0ff); --c2: light-dark(#b35900, #ffab5e); --c3: light-dark(#a0247a, #f08bd0);
  --c4: light-dark(#1a7f37, #5fd47f); --good: light-dark(#1a7f37, #5fd47f); --bad: light-dark(#c62828, #ff8a80); }
.way { --phase: light-dark(#8e8b99, #87848f); } .agent { --phase: light-dark(#00707a, #56ccd6); }
.backendWait { --phase: light-dark(#d07c1c, #e08c30); } .modelQueue { --phase: light-dark(#a3301c, #ff9d7c); }
.modelLoad { --phase: light-dark(#c858a0, #d766ad); } .prompt { --phase: light-dark(#3f8ac8, #9fcdf7); }
.generation { --phase: light-dark(#4a2fc0, #9a86f5); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 16px 64px; max-width: 1100px; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 4px; } h2 { font-size: 1.15rem; margin: 32px 0 8px; }
p.soft, figcaption, dt { color: var(--soft); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 12px 16px; margin: 16px 0; }
dt { font-size: .85rem; } dd { margin: 0; font-size: 1.2rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .9rem; }
th, td { padding: 4px 10px; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } thead th { background: var(--head); } tr:last-child { font-weight: 600; }
figure { margin: 16px 0; } svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--soft); font-size: 11px; } .grid { stroke: var(--line); stroke-width: 1; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
path.c1 { stroke: var(--c1); } path.c2 { stroke: var(--c2); } path.c3 { stroke: var(--c3); } path.c4 { stroke: var(--c4); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; margin: 4px 0 0; padding: 0; font-size: .85rem; }
.legend li::before { content: ""; display: inline-block; width: 14px; height: 3px; margin-right: 6px; vertical-align: middle; }
li.c1::before { background: var(--c1); } li.c2::before { background: var(--c2); }
path.area { fill: var(--phase); } .legend li:not([class^=c])::before { background: var(--phase); }
li.c3::before { background: var(--c3); } li.c4::before { background: var(--c4); }
.good { color: var(--good); } .bad { color: var(--bad); }
@media print { body { max-width: none; } details { display: none; } }
`;
