import type { Permission } from '@/lib/access/permission.rule';

/** What an identifier in an address or an input names; the matrix tries one of one's own, a foreign and a missing one. */
export type Kind =
  | 'simCard'
  | 'note'
  | 'terminal'
  | 'store'
  | 'order'
  | 'address'
  | 'subscription'
  | 'quote'
  | 'receipt'
  | 'invoice'
  | 'act'
  | 'payment'
  | 'paymentCard'
  | 'statement'
  | 'bulk'
  | 'pairing'
  | 'invitation'
  | 'membership'
  | 'run'
  | 'letter'
  | 'module';

/** Belong to the organization, not to a store: who may, may in every store. */
export const organizationWide: ReadonlySet<Kind> = new Set([
  'address',
  'quote',
  'invoice',
  'act',
  'payment',
  'paymentCard',
  'statement',
  'letter',
  'module',
  'invitation',
  'membership',
]);

export interface PageRow {
  /** OPEN: no sign-in needed */
  readonly may: Permission | 'OPEN';
  readonly id?: Kind;
  /** what the page needs to have something to show */
  readonly query?: string;
  /** shows nothing itself, leads to another page or to none */
  readonly leads?: true;
  /** the permission of `cabinetPage` where what decides is another one, asked further on */
  readonly asks?: Permission;
  /** and who is bound to stores may not */
  readonly allStores?: true;
}

/** One line a page. The permission is the one that the page's code asks for. */
export const pages: Readonly<Record<string, PageRow>> = {
  '/': { may: 'stores.read' },
  '/audit': { may: 'audit.read' },
  '/confirm': { may: 'OPEN' },
  '/invitation/[token]': { may: 'OPEN' },
  '/confirm-address/[secret]': { may: 'OPEN' },
  '/finance': { may: 'finance.read' },
  '/finance/acts': { may: 'finance.read' },
  '/finance/bank': { may: 'finance.topUp', asks: 'finance.read' },
  '/finance/bank/[id]': { may: 'finance.topUp', asks: 'finance.read', id: 'statement' },
  '/finance/calendar': { may: 'finance.read' },
  '/finance/cards': { may: 'finance.read' },
  '/finance/invoices': { may: 'finance.read' },
  '/finance/invoices/[id]': { may: 'finance.read', id: 'invoice' },
  '/finance/invoices/new': { may: 'finance.topUp' },
  '/finance/ledger': { may: 'finance.read' },
  '/finance/spending': { may: 'finance.read' },
  '/finance/top-up': { may: 'finance.topUp' },
  '/finance/top-up/[id]': { may: 'finance.read', id: 'payment' },
  '/modules': { may: 'modules.read' },
  '/modules/[slug]': { may: 'modules.read', id: 'module' },
  '/modules/[slug]/install': { may: 'modules.install', id: 'module' },
  '/modules/install': { may: 'modules.install', query: '?modules=law-updates' },
  '/modules/kits': { may: 'modules.read' },
  '/modules/of/[capability]': { may: 'modules.read', leads: true },
  '/modules/runs/[id]': { may: 'modules.read', id: 'run' },
  '/orders': { may: 'cardOrders.read' },
  '/orders/[id]': { may: 'cardOrders.read', id: 'order' },
  '/orders/addresses': { may: 'cardOrders.manage' },
  '/orders/new': { may: 'cardOrders.manage' },
  '/receipts': { may: 'receipts.read' },
  '/receipts/apply': { may: 'receipts.configure', query: '?from=organization' },
  '/receipts/journal': { may: 'receipts.read' },
  '/receipts/journal/[id]': { may: 'receipts.read', id: 'receipt' },
  '/receipts/organization': { may: 'receipts.read' },
  '/receipts/stores/[id]': { may: 'receipts.read', id: 'store' },
  '/receipts/terminals': { may: 'receipts.read' },
  '/receipts/terminals/[id]': { may: 'receipts.read', id: 'terminal' },
  '/reset': { may: 'OPEN' },
  '/reset/new': { may: 'OPEN' },
  '/sandbox': { may: 'stores.read' },
  '/sandbox/inbox': { may: 'stores.read' },
  '/sandbox/inbox/[id]': { may: 'stores.read', id: 'letter' },
  '/settings': { may: 'stores.read' },
  '/settings/security': { may: 'stores.read' },
  '/sign-in': { may: 'OPEN' },
  '/sign-in/code': { may: 'OPEN' },
  '/sign-up': { may: 'OPEN' },
  '/sim-cards': { may: 'simCards.read' },
  '/sim-cards/[id]': { may: 'simCards.read', id: 'simCard' },
  '/sim-cards/add': { may: 'simCards.manage' },
  '/sim-cards/bulk': { may: 'simCards.switch' },
  '/sim-cards/bulk/[id]': { may: 'simCards.switch', id: 'bulk' },
  '/sim-cards/limits': { may: 'simCards.read' },
  '/staff': { may: 'staff.read' },
  '/staff/rights': { may: 'staff.read' },
  '/stores': { may: 'stores.read' },
  '/stores/[id]': { may: 'stores.read', id: 'store' },
  '/stores/new': { may: 'stores.create' },
  '/subscriptions': { may: 'subscriptions.read' },
  '/subscriptions/[id]': { may: 'subscriptions.read', id: 'subscription' },
  '/terminals': { may: 'terminals.read' },
  '/terminals/[id]': { may: 'terminals.read', id: 'terminal' },
  '/terminals/import': { may: 'terminals.manage' },
  '/terminals/move': { may: 'terminals.manage' },
  '/till': { may: 'OPEN' },
  '/terminals/add': { may: 'terminals.manage' },
  '/terminals/add/[id]': { may: 'terminals.manage', id: 'pairing' },
  '/ui': { may: 'OPEN' },
  '/ui/shell': { may: 'OPEN' },
};

/**
 * FILE: what the cabinet gives to save; without the right, for a foreign and a missing id 404 in the same words.
 * UPLOAD: a file to the cabinet; answers as an action does. READ: what a screen asks as one types; of what the person
 * does not see it finds as little as of what is not there. SAME: everybody gets the same status, one of these,
 * whoever is signed in: the route has another way to know its callers (a token, a signature), or is for all.
 */
export type RouteRow =
  | { readonly as: 'FILE'; readonly may: Permission; readonly id?: Kind }
  | { readonly as: 'READ'; readonly may: Permission }
  | { readonly as: 'UPLOAD'; readonly may: Permission; readonly query: string }
  | { readonly as: 'SAME'; readonly statuses: readonly number[] };

const same = (...statuses: number[]): RouteRow => ({ as: 'SAME', statuses });
const byToken = same(401);

/** One line a method of a route handler. Methods that only answer 405 need none. */
export const routes: Readonly<Record<string, RouteRow>> = {
  'GET /audit/export': { as: 'FILE', may: 'audit.read' },
  'GET /finance/acts/[id]/pdf': { as: 'FILE', may: 'finance.read', id: 'act' },
  'GET /finance/bank/sample': { as: 'FILE', may: 'finance.topUp' },
  'POST /finance/bank/upload': { as: 'UPLOAD', may: 'finance.topUp', query: 'fileName=kl_to_1c.txt' },
  'GET /finance/export': { as: 'FILE', may: 'finance.read' },
  'GET /finance/invoices/[id]/pdf': { as: 'FILE', may: 'finance.read', id: 'invoice' },
  'GET /modules/runs/[id]/failures': { as: 'FILE', may: 'modules.read', id: 'run' },
  'GET /receipts/journal/export': { as: 'FILE', may: 'receipts.export' },
  'GET /sim-cards/bulk/[id]/failures': { as: 'FILE', may: 'simCards.switch', id: 'bulk' },
  'POST /sim-cards/bulk/list': {
    as: 'UPLOAD',
    may: 'simCards.switch',
    query: 'requestId=not-an-id&action=ACTIVATE',
  },
  'GET /search': { as: 'READ', may: 'stores.read' },
  'GET /terminals/export': { as: 'FILE', may: 'terminals.export' },
  'GET /till/worker.js': same(200),
  'GET /too-often': same(429),
  'POST /confirm-address/[secret]/accept': same(403),
  'POST /sign-out': same(403),
  'GET /api/auth/[...nextauth]': same(200),
  'POST /api/auth/[...nextauth]': same(403),
  'GET /api/health': same(200, 503),
  'DELETE /api/device/v1/[...path]': same(404),
  'GET /api/device/v1/[...path]': same(404),
  'PATCH /api/device/v1/[...path]': same(404),
  'POST /api/device/v1/[...path]': same(404),
  'PUT /api/device/v1/[...path]': same(404),
  'POST /api/device/v1/applied': byToken,
  'GET /api/device/v1/config': byToken,
  'POST /api/device/v1/heartbeat': byToken,
  'GET /api/device/v1/openapi.json': same(200),
  'POST /api/device/v1/pair': same(415),
  'POST /api/device/v1/receipts': byToken,
  'POST /api/sandbox/clock': same(403),
  'GET /api/sandbox/inbox': same(200),
  'POST /api/sandbox/evotor': same(403),
  'POST /api/sandbox/mail': same(403),
  'GET /api/sandbox/operators/[slug]/log': same(404),
  'POST /api/sandbox/operators/[slug]': same(404),
  'POST /api/sandbox/operators/[slug]/shipping': same(404),
  'GET /api/sandbox/payments': same(200),
  'POST /api/sandbox/payments': same(403),
  'PUT /api/webhooks/evotor/[connection]/inventories/[kind]': byToken,
  'POST /api/webhooks/mail': byToken,
  'POST /api/webhooks/operators/[operator]': same(404),
  'POST /api/webhooks/operators/[operator]/orders': same(404),
  'POST /api/webhooks/payments': same(200),
};

export interface ActionRow {
  /** OPEN: works without a session; OWN: everybody who is signed in, for the own account */
  readonly may: Permission | 'OPEN' | 'OWN';
  /** names of input fields whose kind their name does not tell */
  readonly ids?: Readonly<Record<string, Kind>>;
  /** fields that the schema alone does not give an example of */
  readonly input?: Readonly<Record<string, unknown>>;
  /** only looks: of what is foreign it finds nothing, as of what is missing */
  readonly looks?: true;
  /** turns the session of the caller into another: not carried out by those who may */
  readonly turns?: true;
  /** and who is bound to stores may not */
  readonly allStores?: true;
}

const bankCard = { cardId: 'paymentCard' } as const;
const simCards = { cardIds: 'simCard' } as const;

/** One line an action; a permission alone says enough of most. */
export const actions: Readonly<Record<string, Permission | ActionRow>> = {
  'access.askForReset': { may: 'OPEN' },
  'access.changePassword': { may: 'OWN' },
  'access.confirmAgain': { may: 'OWN' },
  'access.confirmEmail': { may: 'OPEN' },
  'access.endOtherSessions': { may: 'OWN' },
  'access.endSession': { may: 'OWN' },
  'access.offerTotp': { may: 'OWN' },
  'access.renewRecoveryCodes': { may: 'OWN' },
  'access.sendConfirmationAgain': { may: 'OPEN' },
  'access.setNewPassword': { may: 'OPEN' },
  'access.signInCode': { may: 'OPEN' },
  'access.signInForm': { may: 'OPEN' },
  'access.signUp': { may: 'OPEN' },
  'access.turnTotpOff': { may: 'OWN' },
  'access.turnTotpOn': { may: 'OWN' },
  'access/people.acceptInvitation': { may: 'OPEN' },
  'access/people.changeRights': 'staff.manage',
  'access/people.invitePerson': { may: 'staff.manage', input: { role: 'CASHIER' } },
  'access/people.removePerson': 'staff.manage',
  'access/people.resendInvitation': 'staff.manage',
  'access/people.revokeInvitation': 'staff.manage',
  'access/people.startViewing': { may: 'staff.viewAs', turns: true },
  'access/people.stopViewing': 'stores.read',
  'billing.removePaymentCard': { may: 'finance.cards', ids: bankCard },
  'billing.setAutopay': { may: 'finance.cards', ids: bankCard },
  'billing.startRefund': 'finance.refund',
  // By a kept card, which the owner alone may use, it is tried apart.
  'billing.startTopUp': { may: 'finance.topUp', input: { cardId: '' } },
  'billing.stopAutopay': 'finance.cards',
  'card-orders.cancelCardOrder': 'cardOrders.manage',
  'card-orders.createCardOrder': 'cardOrders.manage',
  'card-orders.payCardOrder': 'cardOrders.manage',
  'card-orders.refundReturnedOrder': 'cardOrders.manage',
  'card-orders.removeDeliveryAddress': 'cardOrders.manage',
  'card-orders.resendReturnedOrder': 'cardOrders.manage',
  'card-orders.saveCardOrderDraft': 'cardOrders.manage',
  'card-orders.saveDeliveryAddress': 'cardOrders.manage',
  'installations.buyKit': 'subscriptions.manage',
  'installations.installInCabinet': 'modules.install',
  'installations.installMany': {
    may: 'modules.install',
    input: { moduleSlugs: ['law-updates'], purchase: null },
  },
  'installations.installModules': 'modules.install',
  'installations.uninstallInCabinet': 'modules.install',
  'installations.uninstallModule': 'modules.install',
  'invoicing.cancelInvoice': 'finance.topUp',
  'invoicing.issueInvoice': 'finance.topUp',
  'receipts.applyReceiptChange': 'receipts.configure',
  'receipts.previewReceiptChange': 'receipts.configure',
  'receipts.resendAddressLetter': 'receipts.configure',
  'receipts.resendReceipt': 'receipts.resend',
  'receipts.resetReceiptSetting': 'receipts.configure',
  'receipts.setReceiptSetting': 'receipts.configure',
  'sim-cards.activateSimCards': { may: 'simCards.switch', ids: simCards },
  'sim-cards.askTermination': 'simCards.terminate',
  'sim-cards.deactivateSimCards': { may: 'simCards.switch', ids: simCards },
  'sim-cards.quoteActivation': { may: 'simCards.switch', ids: simCards },
  'sim-cards.terminateSimCard': 'simCards.terminate',
  'sim-cards.withdrawTermination': 'simCards.terminate',
  'sim-cards/bulk.confirmBulk': 'simCards.switch',
  'sim-cards/bulk.continueBulk': 'simCards.switch',
  'sim-cards/bulk.countCards': { may: 'simCards.switch', looks: true },
  'sim-cards/bulk.draftFromFilter': 'simCards.switch',
  'sim-cards/bulk.pauseBulk': 'simCards.switch',
  'sim-cards/bulk.recheckBulk': 'simCards.switch',
  'sim-cards/bulk.retryBulk': 'simCards.switch',
  'sim-cards/bulk.stopBulk': 'simCards.switch',
  'sim-cards/card.addNote': 'simCards.manage',
  'sim-cards/card.bindCard': 'simCards.manage',
  'sim-cards/card.lockImei': 'simCards.manage',
  'sim-cards/card.removeNote': 'simCards.manage',
  'sim-cards/card.setLabel': 'simCards.manage',
  'sim-cards/claim.claimCard': 'simCards.manage',
  'sim-cards/claim.claimList': 'simCards.manage',
  'sim-cards/usage.refreshUsage': 'simCards.manage',
  'sim-cards/usage.setCardLimit': 'simCards.manage',
  'sim-cards/usage.setLimitPolicy': 'simCards.manage',
  'stores.createStore': 'stores.create',
  'stores.editStore': 'stores.manage',
  'stores.removeStore': 'stores.create',
  'stores.setHours': 'stores.manage',
  'subscriptions.changePeriod': 'subscriptions.manage',
  'subscriptions.changePeriodNow': 'subscriptions.manage',
  'subscriptions.quotePeriodChange': 'subscriptions.manage',
  'subscriptions.renewNow': 'subscriptions.manage',
  'subscriptions.resumeSubscription': 'subscriptions.manage',
  'subscriptions.stopRenewal': 'subscriptions.manage',
  'terminals.changeDetails': 'terminals.manage',
  'terminals.connectCloud': 'terminals.manage',
  'terminals.disconnectCloud': 'terminals.manage',
  'terminals.importFromCloud': 'terminals.manage',
  'terminals.moveTerminals': 'terminals.manage',
  'terminals.readCloud': 'terminals.manage',
  'terminals.selectTerminals': { may: 'terminals.read', looks: true },
  'terminals.createPairingCode': 'terminals.manage',
  'terminals.createRenewalCode': 'terminals.manage',
  'terminals.unpairTerminal': 'terminals.manage',
};

export const actionRow = (row: Permission | ActionRow): ActionRow =>
  typeof row === 'string' ? { may: row } : row;
