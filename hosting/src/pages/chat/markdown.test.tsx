// @vitest-environment happy-dom
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anApi } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { show } from '../../testing/show.tsx';
import { Markdown } from './markdown.tsx';

const rendered = (text: string) => show(<Markdown text={text} />, { api: anApi() }).firstElementChild as HTMLElement;

test('emphasis, lists, code and tables become elements', async () => {
  const box = rendered(
    '# Title\n\n**bold** *em* ~~old~~ `code` \\*plain\\*\nnext\n\n3. three\n4. four\n\n- [x] done\n\n> said\n\n```js\na < b\n\nc\n```\n\n| a | b |\n|---|---|\n| 1 | *2* |',
  );
  const parts = [
    '<p class="markdown-heading">Title</p>',
    '<strong>bold</strong> <em>em</em> <del>old</del> <code>code</code> *plain*<br>next',
    '<ol start="3"><li>three</li><li>four</li></ol>',
    '<li>☑ done</li>',
    '<blockquote><p>said</p></blockquote>',
    '<pre><code>a &lt; b\n\nc</code></pre>',
    '<td>1</td><td><em>2</em></td>',
  ];
  for (const part of parts) expect(box.innerHTML).toContain(part);
  await expectAccessible(box);
});

const HARMLESS = new Set(
  'DIV SECTION A BLOCKQUOTE BR CODE DEL EM HR LI OL P PRE STRONG TABLE TBODY TD TH THEAD TR UL'.split(' '),
);
const HARMLESS_ATTRIBUTES = new Set('class href title target rel start scope tabindex aria-label'.split(' '));
const OWN_CLASSES = new Set(['markdown', 'markdown-heading', 'markdown-scroll']);

function expectHarmless(text: string): void {
  const box = rendered(text);
  for (const element of [box, ...box.querySelectorAll('*')]) {
    expect(HARMLESS).toContain(element.tagName);
    for (const { name, value } of element.attributes) {
      expect(HARMLESS_ATTRIBUTES).toContain(name);
      if (name === 'href') expect(value).toMatch(/^(https?|mailto):/);
      if (name === 'class') expect(OWN_CLASSES).toContain(value);
    }
  }
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><circle/></svg>',
  '<iframe src="https://example.com"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt&colon;alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](<java&#10;script:alert(1)>)',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:alert(1))',
  '[x](blob:https://example.com/1)',
  '[x](/relative)',
  '<javascript:alert(1)>',
  '![x](javascript:alert(1))',
  '<p style="position:fixed" class="failure" id="main" onclick="alert(1)">x</p>',
  '<form action="https://example.com"><input name=q><button>go</button></form>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
  '<base href="https://example.com"><meta http-equiv=refresh content=0>',
  '[x](https://example.com "title\\" onclick=\\"alert(1)")',
  '```"><img src=x onerror=alert(1)>\ncode\n```',
  '| <img src=x onerror=alert(1)> |\n|---|\n| <script>1</script> |',
  '- <details open ontoggle=alert(1)>',
  '&lt;img src=x onerror=alert(1)&gt;',
];

test.each(HOSTILE)('nothing of %j can act', expectHarmless);

test('nothing of any mixture of hostile pieces can act', () => {
  const pieces = fc.array(fc.constantFrom(...HOSTILE, '\n', '\n\n', '> ', '- ', '**', '`', '```\n', '[', '](', ')'));
  fc.assert(fc.property(pieces, (mixture) => expectHarmless(mixture.join(''))));
});

test('HTML is shown as the text that it is', () => {
  expect(rendered('Use <b>bold</b> &amp; more').textContent).toBe('Use <b>bold</b> & more');
});

test('of an image only its description is left: loading it would tell who reads what', () => {
  const box = rendered('before ![a cat](https://example.com/x.png) after');
  expect([box.textContent, box.innerHTML.includes('example.com')]).toEqual(['before a cat after', false]);
});

test('links open apart and tell nothing of this page', () => {
  const link = rendered('[the zoo](https://example.com/zoo "Zoo")').querySelector('a');
  expect(link?.outerHTML).toBe(
    '<a href="https://example.com/zoo" title="Zoo" target="_blank" rel="noopener noreferrer">the zoo</a>',
  );
});

test('a link that leads nowhere good keeps its text', () => {
  expect(rendered('see [this *page*](javascript:alert(1))').innerHTML).toBe('<p>see this <em>page</em></p>');
});
