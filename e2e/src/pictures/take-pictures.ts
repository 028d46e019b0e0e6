import process from 'node:process';
import { newVisitor, openBrowser } from '../support/open-browser.ts';
import { signInAs } from '../support/sign-in.ts';
import { removeState, startProduct } from '../support/start-product.ts';
import { PICTURES, type PictureName } from './pictures.ts';
import { useTheProduct } from './use-the-product.ts';

// Takes the pictures of docs/images anew, or those that are named: what they show is what the product did just now.

const STATE = '.local-pictures';
const isPicture = (name: string): name is PictureName => name in PICTURES;

const names = process.argv.slice(2);
const unknown = names.filter((name) => !isPicture(name));
if (unknown.length > 0) {
  throw new Error(`There is no picture ${unknown.join(', ')}. There are ${Object.keys(PICTURES).join(', ')}.`);
}
const wanted = (names.length > 0 ? names : Object.keys(PICTURES)).filter(isPicture);

await using cleanUp = new AsyncDisposableStack();
cleanUp.defer(() => removeState(STATE));
const product = await startProduct(STATE);
cleanUp.defer(async () => {
  await product.stop();
});
const browser = await openBrowser();
cleanUp.defer(() => browser.close());
const owner = cleanUp.use(await newVisitor(browser, product.endpoints));
await owner.page.goto('/');
await signInAs(owner.page, 'owner');
await useTheProduct(owner.page, product, wanted);
