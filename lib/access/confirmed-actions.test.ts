import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const lib = path.resolve(import.meta.dirname, '..');

/** `<verb>` of every action, and whether the password must have been given a short while ago. */
const actions = new Map<string, boolean>();
for (const file of readdirSync(lib, { recursive: true }).map(String)) {
  if (path.basename(file) !== 'actions.ts') continue;
  const text = readFileSync(path.join(lib, file), 'utf8');
  for (const [, verb = '', body = ''] of text.matchAll(/export const (\w+) = action\(([\s\S]*?)\n?\);\n/g)) {
    actions.set(`${path.dirname(file)}/${verb}`, /\{\s*confirmed: true,?\s*\}/.test(body));
  }
}

it.each([
  'billing/startTopUp',
  'billing/startRefund',
  'billing/setAutopay',
  'billing/stopAutopay',
  'billing/removePaymentCard',
  'card-orders/payCardOrder',
  'card-orders/refundReturnedOrder',
  'installations/buyKit',
  'installations/installMany',
  'sim-cards/activateSimCards',
  'sim-cards/askTermination',
  'sim-cards/terminateSimCard',
  'sim-cards/bulk/confirmBulk',
  'subscriptions/changePeriodNow',
  'subscriptions/renewNow',
  'terminals/connectCloud',
  'terminals/createPairingCode',
  'terminals/createRenewalCode',
  'access/people/invitePerson',
  'access/people/resendInvitation',
  'access/people/revokeInvitation',
  'access/people/changeRights',
  'access/people/removePerson',
  'access/endSession',
  'access/endOtherSessions',
  'access/offerTotp',
  'access/turnTotpOn',
  'access/turnTotpOff',
  'access/renewRecoveryCodes',
])('%s waits for the password', (action) => {
  expect(actions.get(action)).toBe(true);
});

it('so does whatever else moves money', () => {
  const open = [...actions].filter(([name, isConfirmed]) => name.startsWith('billing/') && !isConfirmed);
  expect(open).toEqual([]);
});

it.each([
  'sim-cards/quoteActivation',
  'subscriptions/quotePeriodChange',
  'subscriptions/stopRenewal',
  'access/confirmAgain',
])('%s does not', (action) => {
  expect(actions.get(action)).toBe(false);
});
