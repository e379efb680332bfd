import type { Context } from '@/lib/access/context';
import { auditFile } from '@/lib/access/journal/journal-file';
import * as journal from '@/lib/access/journal/queries';
import { auditOfTerminal } from '@/lib/access/object-history';
import * as people from '@/lib/access/people/queries';
import * as access from '@/lib/access/queries';
import { ledgerFile } from '@/lib/billing/ledger-file';
import * as billing from '@/lib/billing/queries';
import * as spending from '@/lib/billing/spending';
import * as orders from '@/lib/card-orders/queries';
import { localDate } from '@/lib/core/local-date';
import { kopecks } from '@/lib/core/money';
import * as installations from '@/lib/installations/queries';
import { runFailuresFile } from '@/lib/installations/run-file';
import * as bank from '@/lib/invoicing/bank/queries';
import * as documents from '@/lib/invoicing/files';
import * as offers from '@/lib/invoicing/offers';
import * as invoicing from '@/lib/invoicing/queries';
import { receiptAttention } from '@/lib/receipts/attention';
import { journalFile } from '@/lib/receipts/journal/journal-file';
import * as receiptJournal from '@/lib/receipts/journal/queries';
import * as receipts from '@/lib/receipts/queries';
import { failuresFile } from '@/lib/sim-cards/bulk/failures-file';
import * as bulk from '@/lib/sim-cards/bulk/queries';
import * as card from '@/lib/sim-cards/card/queries';
import * as cards from '@/lib/sim-cards/queries';
import { simCardFilter } from '@/lib/sim-cards/schema';
import * as usage from '@/lib/sim-cards/usage/queries';
import * as stores from '@/lib/stores/queries';
import * as forecast from '@/lib/subscriptions/forecast';
import * as outlook from '@/lib/subscriptions/outlook';
import * as subscriptions from '@/lib/subscriptions/queries';
import { spendingTable } from '@/lib/subscriptions/spending';
import type { Difference } from '@/lib/terminals/cloud/model';
import * as cloud from '@/lib/terminals/cloud/queries';
import { terminalFilter } from '@/lib/terminals/filter.rule';
import { terminalHistory } from '@/lib/terminals/history';
import { findPairing } from '@/lib/terminals/pairing-queries';
import * as terminals from '@/lib/terminals/queries';
import { knownTerminal } from '@/lib/terminals/registration-queries';
import { terminalFile } from '@/lib/terminals/terminal-file';

/** Ids that a read is asked for. */
export interface Asked {
  readonly storeId: string;
  readonly terminalId: string;
  readonly cardId: string;
  readonly subscriptionId: string;
  readonly receiptId: string;
  readonly orderId: string;
  readonly bulkId: string;
  readonly pairingId: string;
}

const nothingDiffers: Difference = {
  newStores: [],
  changedStores: [],
  goneStores: [],
  newTerminals: [],
  joinedTerminals: [],
  changedTerminals: [],
  goneTerminals: [],
  unusable: [],
  unchanged: { stores: 0, terminals: 0 },
};

export const askedOf = (id: () => string): Asked => ({
  storeId: id(),
  terminalId: id(),
  cardId: id(),
  subscriptionId: id(),
  receiptId: id(),
  orderId: id(),
  bulkId: id(),
  pairingId: id(),
});

interface Read {
  readonly read: (ctx: Context, asked: Asked) => unknown;
  /** says something of the organization as a whole, which a store has a part in */
  readonly ofOrganization?: true;
}

const NAME = 'Канарейка';
const YEAR = 2026;
const until = localDate(`${String(YEAR)}-12-31`);
const since = new Date(`${String(YEAR)}-01-01T00:00:00Z`);
const both = <T>(read: (q: string) => Promise<T>) => Promise.all([read(''), read(NAME)]);
const noCards = { after: null, before: null, state: null, storeId: null } as const;

/** How every read is asked by somebody of one store: lists whole and by a name, details by an id. */
export const reads: Readonly<Record<string, Read>> = {
  'access/journal/journal-file.ts#auditFile': { read: (ctx) => auditFile(ctx, {}, 'csv', {}) },
  'access/journal/queries.ts#listAudit': {
    read: (ctx, { cardId }) =>
      Promise.all([journal.listAudit(ctx, {}), journal.listAudit(ctx, { object: cardId })]),
  },
  'access/journal/queries.ts#auditPeople': { read: (ctx) => journal.auditPeople(ctx) },
  'access/people/queries.ts#listStaff': { read: (ctx) => people.listStaff(ctx) },
  'access/people/queries.ts#listInvitations': { read: (ctx) => people.listInvitations(ctx) },
  'access/queries.ts#isOwnStore': { read: (ctx, { storeId }) => access.isOwnStore(ctx, storeId) },
  'access/queries.ts#organizationDetails': { read: (ctx) => access.organizationDetails(ctx) },
  'billing/ledger-file.ts#ledgerFile': { read: (ctx) => ledgerFile(ctx, {}, 'csv') },
  'billing/queries.ts#walletBalance': { read: (ctx) => billing.walletBalance(ctx), ofOrganization: true },
  'billing/queries.ts#receivedTotal': { read: (ctx) => billing.receivedTotal(ctx), ofOrganization: true },
  'billing/queries.ts#listLedger': { read: (ctx) => billing.listLedger(ctx, {}) },
  'billing/queries.ts#ledgerTotals': { read: (ctx) => billing.ledgerTotals(ctx, {}) },
  'billing/queries.ts#wholeLedger': { read: (ctx) => billing.wholeLedger(ctx, {}, 1_000) },
  'billing/queries.ts#getTopUp': { read: (ctx, { orderId }) => billing.getTopUp(ctx, orderId) },
  'billing/queries.ts#refundsOf': { read: (ctx, { orderId }) => billing.refundsOf(ctx, orderId) },
  'billing/queries.ts#getRefund': { read: (ctx, { orderId }) => billing.getRefund(ctx, orderId) },
  'billing/queries.ts#getPaymentCard': { read: (ctx, { cardId }) => billing.getPaymentCard(ctx, cardId) },
  'billing/queries.ts#paymentCards': { read: (ctx) => billing.paymentCards(ctx) },
  'billing/queries.ts#autopayView': { read: (ctx) => billing.autopayView(ctx) },
  'billing/queries.ts#paymentAttention': { read: (ctx) => billing.paymentAttention(ctx) },
  'billing/queries.ts#isAutopayOn': { read: (ctx) => billing.isAutopayOn(ctx) },
  'billing/queries.ts#autopayAnswersFor': { read: (ctx) => billing.autopayAnswersFor(ctx, kopecks(1)) },
  'billing/queries.ts#autopayCharges': { read: (ctx) => billing.autopayCharges(ctx, 10) },
  'billing/spending.ts#spendingByKind': { read: (ctx) => spending.spendingByKind(ctx, 12) },
  'billing/spending.ts#spendingByMonth': { read: (ctx) => spending.spendingByMonth(ctx, 12) },
  'card-orders/queries.ts#listCardOrders': {
    read: (ctx, { storeId }) =>
      Promise.all([
        both((q) => orders.listCardOrders(ctx, { ...noCards, q })),
        orders.listCardOrders(ctx, { ...noCards, q: '', storeId }),
      ]),
  },
  'card-orders/queries.ts#cardOrderDetail': {
    read: (ctx, { orderId }) => orders.cardOrderDetail(ctx, orderId),
  },
  'card-orders/queries.ts#cardOffers': { read: (ctx) => orders.cardOffers(ctx) },
  'card-orders/queries.ts#tariffOffers': { read: (ctx) => orders.tariffOffers(ctx) },
  'card-orders/queries.ts#terminalChoices': { read: (ctx) => orders.terminalChoices(ctx) },
  'card-orders/queries.ts#savedAddresses': { read: (ctx) => orders.savedAddresses(ctx) },
  'card-orders/queries.ts#cartOf': { read: (ctx, { orderId }) => orders.cartOf(ctx, orderId) },
  'card-orders/queries.ts#cardOrderAttention': { read: (ctx) => orders.cardOrderAttention(ctx) },
  'installations/queries.ts#isModuleUsable': {
    read: (ctx) => installations.isModuleUsable(ctx, 'SIM_CARDS'),
  },
  'installations/queries.ts#requireModule': {
    read: (ctx) => installations.requireModule(ctx, 'SIM_CARDS'),
  },
  'installations/queries.ts#cabinetInstallations': { read: (ctx) => installations.cabinetInstallations(ctx) },
  'installations/run-file.ts#runFailuresFile': { read: (ctx, { bulkId }) => runFailuresFile(ctx, bulkId) },
  'receipts/queries.ts#chosenFor': {
    read: (ctx, { storeId, terminalId }) =>
      Promise.all([
        receipts.chosenFor(ctx, { scope: 'STORE', targetId: storeId }),
        receipts.chosenFor(ctx, { scope: 'TERMINAL', targetId: terminalId }),
      ]),
  },
  'access/object-history.ts#auditOfTerminal': {
    read: (ctx, { terminalId }) => auditOfTerminal(ctx, terminalId, null, 100),
  },
  'installations/queries.ts#removalPreview': {
    read: (ctx) => installations.removalPreview(ctx, ['cash-services-card']),
  },
  'installations/queries.ts#terminalFacts': {
    read: (ctx, { terminalId }) => installations.terminalFacts(ctx, [terminalId]),
  },
  'installations/queries.ts#installedOnTerminals': {
    read: (ctx, { terminalId }) => installations.installedOnTerminals(ctx, [terminalId]),
  },
  'installations/queries.ts#installationCounts': { read: (ctx) => installations.installationCounts(ctx) },
  'invoicing/bank/queries.ts#mayImport': { read: (ctx) => bank.mayImport(ctx) },
  'invoicing/bank/queries.ts#listStatements': { read: (ctx) => bank.listStatements(ctx) },
  'invoicing/bank/queries.ts#getStatement': { read: (ctx, { orderId }) => bank.getStatement(ctx, orderId) },
  'invoicing/files.ts#invoiceFile': { read: (ctx, { orderId }) => documents.invoiceFile(ctx, orderId) },
  'invoicing/files.ts#actFile': { read: (ctx, { orderId }) => documents.actFile(ctx, orderId) },
  'invoicing/offers.ts#linesOfCharges': {
    read: (ctx) => offers.linesOfCharges(ctx, 12, localDate('2026-11-20')),
  },
  'invoicing/offers.ts#invoiceOffers': { read: (ctx) => offers.invoiceOffers(ctx) },
  'invoicing/queries.ts#sellerToday': { read: (ctx) => invoicing.sellerToday(ctx) },
  'invoicing/queries.ts#invoiceBuyer': { read: (ctx) => invoicing.invoiceBuyer(ctx) },
  'invoicing/queries.ts#listInvoices': { read: (ctx) => invoicing.listInvoices(ctx) },
  'invoicing/queries.ts#getInvoice': { read: (ctx, { orderId }) => invoicing.getInvoice(ctx, orderId) },
  'invoicing/queries.ts#listActs': { read: (ctx) => invoicing.listActs(ctx) },
  'invoicing/queries.ts#getAct': { read: (ctx, { orderId }) => invoicing.getAct(ctx, orderId) },
  'receipts/attention.ts#receiptAttention': { read: (ctx) => receiptAttention(ctx) },
  'receipts/journal/journal-file.ts#journalFile': { read: (ctx) => journalFile(ctx, {}, 'csv') },
  'receipts/journal/queries.ts#listReceipts': {
    read: (ctx, { terminalId: terminal }) =>
      Promise.all([
        both((q) => receiptJournal.listReceipts(ctx, { q })),
        receiptJournal.listReceipts(ctx, { terminal }),
      ]).then(([lists, { rows }]) => [lists, rows]),
  },
  'receipts/journal/queries.ts#findReceipt': {
    read: (ctx, { receiptId }) => receiptJournal.findReceipt(ctx, receiptId),
  },
  'receipts/journal/queries.ts#receiptCounts': { read: (ctx) => receiptJournal.receiptCounts(ctx) },
  'receipts/queries.ts#effectiveReceiptSetting': {
    read: (ctx, { terminalId }) => receipts.effectiveReceiptSetting(ctx, terminalId),
  },
  'receipts/queries.ts#receiptSettings': { read: (ctx) => receipts.receiptSettings(ctx) },
  'receipts/queries.ts#organizationReceiptSetting': {
    read: (ctx) => receipts.organizationReceiptSetting(ctx),
  },
  'receipts/queries.ts#storeReceiptSetting': {
    read: (ctx, { storeId }) => receipts.storeReceiptSetting(ctx, storeId),
  },
  'receipts/queries.ts#defaultAddressFloor': { read: (ctx) => receipts.defaultAddressFloor(ctx) },
  'receipts/queries.ts#listReceiptTerminals': {
    read: (ctx) => both((q) => receipts.listReceiptTerminals(ctx, { q })),
  },
  'receipts/queries.ts#findReceiptTerminal': {
    read: (ctx, { terminalId }) => receipts.findReceiptTerminal(ctx, terminalId),
  },
  'sim-cards/bulk/failures-file.ts#failuresFile': {
    read: (ctx, { bulkId }) => failuresFile(ctx, bulkId, 'csv'),
  },
  'sim-cards/bulk/queries.ts#listBulks': { read: (ctx) => bulk.listBulks(ctx, null) },
  'sim-cards/bulk/queries.ts#bulkDetail': { read: (ctx, { bulkId }) => bulk.bulkDetail(ctx, bulkId) },
  'sim-cards/bulk/queries.ts#bulkOffer': { read: (ctx, { bulkId }) => bulk.bulkOffer(ctx, { id: bulkId }) },
  'sim-cards/bulk/queries.ts#bulkItems': {
    read: (ctx, { bulkId }) => bulk.bulkItems(ctx, bulkId, { filter: null, after: null, before: null }),
  },
  'sim-cards/bulk/queries.ts#bulkFailures': { read: (ctx, { bulkId }) => bulk.bulkFailures(ctx, bulkId) },
  'sim-cards/bulk/queries.ts#countCards': {
    read: (ctx, { storeId: store }) =>
      Promise.all([bulk.countCards(ctx, { filter: {} }), bulk.countCards(ctx, { filter: { store } })]),
  },
  'sim-cards/bulk/queries.ts#bulkAttention': { read: (ctx) => bulk.bulkAttention(ctx) },
  'sim-cards/card/queries.ts#cardHistoryPage': {
    read: (ctx, { cardId }) => card.cardHistoryPage(ctx, cardId),
  },
  'sim-cards/card/queries.ts#cardMismatch': { read: (ctx, { cardId }) => card.cardMismatch(ctx, cardId) },
  'sim-cards/card/queries.ts#cardNotes': { read: (ctx, { cardId }) => card.cardNotes(ctx, cardId) },
  'sim-cards/card/queries.ts#bindOptions': { read: (ctx, { cardId }) => card.bindOptions(ctx, cardId) },
  'sim-cards/card/queries.ts#cardDevice': { read: (ctx, { cardId }) => card.cardDevice(ctx, cardId) },
  'sim-cards/queries.ts#listSimCards': {
    read: (ctx) => both((q) => cards.listSimCards(ctx, simCardFilter({ q }))),
  },
  'sim-cards/queries.ts#findCards': { read: (ctx) => cards.findCards(ctx, NAME) },
  'sim-cards/queries.ts#simCardDetail': { read: (ctx, { cardId }) => cards.simCardDetail(ctx, cardId) },
  'sim-cards/queries.ts#operatorOptions': { read: (ctx) => cards.operatorOptions(ctx) },
  'sim-cards/queries.ts#simCardCounts': { read: (ctx) => cards.simCardCounts(ctx) },
  'sim-cards/queries.ts#simCardAttention': { read: (ctx) => cards.simCardAttention(ctx) },
  'sim-cards/usage/queries.ts#limitPolicy': { read: (ctx) => usage.limitPolicy(ctx) },
  'sim-cards/usage/queries.ts#cardUsage': { read: (ctx, { cardId }) => usage.cardUsage(ctx, cardId, null) },
  'sim-cards/usage/queries.ts#oneCardAttention': { read: (ctx) => usage.oneCardAttention(ctx) },
  'stores/queries.ts#storeOptions': { read: (ctx) => stores.storeOptions(ctx) },
  'stores/queries.ts#listStores': { read: (ctx) => stores.listStores(ctx) },
  'stores/queries.ts#findStores': { read: (ctx) => stores.findStores(ctx, NAME) },
  'stores/queries.ts#findStore': { read: (ctx, { storeId }) => stores.findStore(ctx, storeId) },
  'subscriptions/forecast.ts#forecastCharges': { read: (ctx) => forecast.forecastCharges(ctx, until) },
  'subscriptions/forecast.ts#chargesAhead': { read: (ctx) => forecast.chargesAhead(ctx, 12) },
  'subscriptions/forecast.ts#accountAhead': { read: (ctx) => forecast.accountAhead(ctx, 12) },
  'subscriptions/outlook.ts#subscriptionOutlook': { read: (ctx) => outlook.subscriptionOutlook(ctx, until) },
  'subscriptions/outlook.ts#renewalsSince': { read: (ctx) => outlook.renewalsSince(ctx, since) },
  'subscriptions/queries.ts#livingSubscriptions': {
    read: (ctx, { cardId }) =>
      Promise.all([
        subscriptions.livingSubscriptions(ctx, {}),
        subscriptions.livingSubscriptions(ctx, { simCardIds: [cardId] }),
      ]),
  },
  'subscriptions/queries.ts#listSubscriptions': {
    read: (ctx) =>
      Promise.all([
        subscriptions.listSubscriptions(ctx, {}),
        subscriptions.listSubscriptions(ctx, { state: 'PAST_DUE' }),
      ]),
  },
  'subscriptions/queries.ts#getSubscription': {
    read: (ctx, { subscriptionId }) => subscriptions.getSubscription(ctx, subscriptionId),
  },
  'subscriptions/queries.ts#upcomingCharges': { read: (ctx) => subscriptions.upcomingCharges(ctx, 60) },
  'subscriptions/queries.ts#debtOf': { read: (ctx) => subscriptions.debtOf(ctx) },
  'subscriptions/queries.ts#endedUnpaid': { read: (ctx) => subscriptions.endedUnpaid(ctx) },
  'subscriptions/queries.ts#billingAttention': { read: (ctx) => subscriptions.billingAttention(ctx) },
  'subscriptions/spending.ts#spendingTable': { read: (ctx) => spendingTable(ctx, 12) },
  'terminals/cloud/queries.ts#cloudView': { read: (ctx) => cloud.cloudView(ctx) },
  'terminals/cloud/queries.ts#storesToTie': {
    read: (ctx, { storeId }) =>
      cloud.storesToTie(ctx, { ...nothingDiffers, goneStores: [{ key: '', storeId, name: '' }] }),
  },
  'terminals/history.ts#terminalHistory': {
    read: (ctx, { terminalId }) => terminalHistory(ctx, terminalId, undefined),
  },
  'terminals/terminal-file.ts#terminalFile': { read: (ctx) => terminalFile(ctx, {}, 'csv') },
  'terminals/registration-queries.ts#knownTerminal': {
    read: (ctx, { storeId, terminalId }) => knownTerminal(ctx, { storeId, terminalId }),
  },
  'terminals/queries.ts#findTerminalIds': {
    read: (ctx) => terminals.findTerminalIds(ctx, terminalFilter({}), 100),
  },
  'terminals/queries.ts#movingTerminals': {
    read: (ctx, { terminalId }) => terminals.movingTerminals(ctx, [terminalId]),
  },
  'terminals/pairing-queries.ts#findPairing': { read: (ctx, { pairingId }) => findPairing(ctx, pairingId) },
  'terminals/queries.ts#listTerminals': { read: (ctx) => both((q) => terminals.listTerminals(ctx, { q })) },
  'terminals/queries.ts#findTerminals': { read: (ctx) => terminals.findTerminals(ctx, NAME) },
  'terminals/queries.ts#findTerminal': {
    read: (ctx, { terminalId }) => terminals.findTerminal(ctx, terminalId),
  },
  'terminals/queries.ts#terminalOptions': { read: (ctx) => terminals.terminalOptions(ctx) },
  'terminals/queries.ts#terminalCounts': { read: (ctx) => terminals.terminalCounts(ctx) },
  'terminals/queries.ts#terminalAttention': { read: (ctx) => terminals.terminalAttention(ctx) },
};

/** Reads that no person asks with an id of their own choosing. */
export const reasonsNotToAsk: Readonly<Record<string, string>> = {
  'receipts/address-queries.ts#addressView': 'takes a setting that a read of settings has given',
  'installations/queries.ts#wantedModules': 'the Device API asks for the terminal whose token came',
  'invoicing/queries.ts#heldPayments': 'takes an invoice that getInvoice has given',
  'sim-cards/card/queries.ts#cardClosing': 'takes a card that simCardDetail has given',
};
