/**
 * Stands in for `re2js`, 40 kB of regular expressions that Firestore's client carries for evaluating pipeline queries
 * offline. The console has no pipeline query; should one come, this says so at once.
 */
export const RE2JS = {
  compile(): never {
    throw new Error('This build leaves out re2js, which only pipeline queries need: see hosting/build/no-re2.ts.');
  },
};
