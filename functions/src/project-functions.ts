import { cloudActLog } from './audit/act-log.ts';
import { claimRole as claim, roleTitle } from './callables/claim-role.ts';
import { setGpuPrice as setPrice } from './callables/set-gpu-price.ts';
import { setSpendingCap as setCap } from './callables/set-spending-cap.ts';
import { takeInventory as takeStock } from './callables/take-inventory.ts';
import { log, now, stores } from './composition.ts';
import { readConfig } from './platform/config.ts';
import { defineCallable } from './platform/define-callable.ts';
import { setRoleClaim } from './platform/role-claims.ts';

export const claimRole = defineCallable('claimRole', {}, ({ caller }) => {
  const { ownerEmails: owner, operatorEmails: operator, viewerEmails: viewer } = readConfig();
  return claim({
    caller,
    emails: { owner, operator, viewer },
    setRoleClaim: async (uid, role) => {
      await setRoleClaim(uid, role);
      await cloudActLog.add({ area: 'access', title: roleTitle(caller, role), path: '/history?area=access' }, caller);
    },
    log,
  });
});

export const setSpendingCap = defineCallable('setSpendingCap', {}, ({ request, caller }) =>
  setCap({ request, caller, ...stores(), now: now() }),
);

export const setGpuPrice = defineCallable('setGpuPrice', {}, ({ request, caller }) =>
  setPrice({ request, caller, ...stores(), now: now() }),
);

export const takeInventory = defineCallable('takeInventory', {}, () =>
  takeStock({ config: readConfig(), ...stores(), now: now() }),
);
