import { beforeAll, expect, test } from 'vitest';
import type { Actor, UserActor } from '../auth/actor';
import { creditReviewed, dismissReviewed, ignoreEvent, lookAtStripe, previewRefund, refundReviewed } from '../billing';
import { getManagedPack, listCreditPrices, listManagedPacks, movePack } from '../billing/edit-packs';
import { newId } from '../ids';
import { useTestDatabase } from '../testing/database';
import { createWorkspace } from '../testing/factories';
import { exportAudit, searchAudit } from './audit';
import { changeCustomer, createCustomer, setCustomerClosed } from './change-customer';
import { adjustBalance, changeGrantExpiry, grantCredits, setOverdraft, voidGrant } from './credits';
import { readCustomerDetail } from './customer';
import { listCustomers } from './customers';
import { resendDead } from './dead-deliveries';
import { inviteTo } from './invite';
import { readConsoleOverview } from './overview';
import { removePriceForm, savePackForm, setPriceForm } from './packs';
import { addOperator, listPeople, suspendPerson, unsuspendPerson, withdrawOperator } from './people';
import { readPurchaseDetail } from './purchase';
import { searchAllPurchases } from './purchases';
import { readReviewScreen } from './review';
import { readSystem } from './system';
import { createOperator, outsiders } from './testing/console';
import { verifyNow } from './verify';

const database = useTestDatabase();

let customerId: string;
let operator: UserActor;

beforeAll(async () => {
  customerId = await createWorkspace(database.pool);
  operator = await createOperator(database.pool);
});

const fields = { name: 'X', externalId: '', timeZone: 'UTC', currency: 'usd', billingEmail: '', reason: 'why' };

/** Everything that the console reads or does, with arguments that an operator could use. */
const DOINGS: Record<string, (actor: Actor) => unknown> = {
  readConsoleOverview: (actor) => readConsoleOverview(actor),
  listCustomers: (actor) => listCustomers(actor, {}),
  readCustomerDetail: (actor) => readCustomerDetail(actor, customerId, 'live'),
  createCustomer: (actor) => createCustomer(actor, { ...fields, id: newId() }),
  changeCustomer: (actor) => changeCustomer(actor, { ...fields, customerId, backdateHours: '72' }),
  setCustomerClosed: (actor) => setCustomerClosed(actor, { customerId, isClosed: true, reason: 'why' }),
  inviteTo: (actor) => inviteTo(actor, { customerId, email: 'a@b.test', role: 'owner' }),
  grantCredits: (actor) => grantCredits(actor, grantForm()),
  adjustBalance: (actor) => adjustBalance(actor, { ...form(), wallet: 'workspace', amount: '5' }),
  setOverdraft: (actor) => setOverdraft(actor, { ...form(), wallet: 'workspace', policy: 'unlimited', limit: '' }),
  voidGrant: (actor) => voidGrant(actor, { ...form(), grantId: newId() }),
  changeGrantExpiry: (actor) => changeGrantExpiry(actor, { ...form(), grantId: newId(), lastDate: '' }),
  searchAllPurchases: (actor) => searchAllPurchases(actor, {}),
  readPurchaseDetail: (actor) => readPurchaseDetail(actor, newId()),
  readReviewScreen: (actor) => readReviewScreen(actor),
  lookAtStripe: (actor) => lookAtStripe(actor, target()),
  previewRefund: (actor) => previewRefund(actor, { ...target(), amountMinor: 1n }),
  creditReviewed: (actor) => creditReviewed(actor, { ...target(), reason: 'why' }),
  dismissReviewed: (actor) => dismissReviewed(actor, { ...target(), reason: 'why' }),
  refundReviewed: (actor) => refundReviewed(actor, { ...target(), reason: 'why' }),
  resendDead: (actor) => resendDead(actor, { endpointId: newId(), deliveryId: null, reason: 'why' }),
  ignoreEvent: (actor) => ignoreEvent(actor, { eventId: 'evt_1', reason: 'why' }),
  listManagedPacks: (actor) => listManagedPacks(actor),
  getManagedPack: (actor) => getManagedPack(actor, newId()),
  listCreditPrices: (actor) => listCreditPrices(actor),
  movePack: (actor) => movePack(actor, { packId: newId(), direction: 'up' }),
  savePackForm: (actor) =>
    savePackForm(actor, {
      id: newId(),
      name: 'X',
      credits: '1',
      bonus: '',
      validDays: '',
      bonusValidDays: '',
      prices: [{ currency: 'usd', amount: '1' }],
      isActive: true,
      isFeatured: false,
      reason: 'why',
    }),
  setPriceForm: (actor) =>
    setPriceForm(actor, { currency: 'usd', unitCost: '1', min: '1', max: '2', validDays: '', reason: 'why' }),
  removePriceForm: (actor) => removePriceForm(actor, { currency: 'usd', reason: 'why' }),
  searchAudit: (actor) => searchAudit(actor, {}),
  exportAudit: async (actor) => exportAudit(actor, {}),
  listPeople: (actor) => listPeople(actor, {}),
  addOperator: (actor) => addOperator(actor, { email: 'x@y.test', reason: 'why' }),
  withdrawOperator: (actor) => withdrawOperator(actor, { userId: operator.userId, reason: 'why' }),
  suspendPerson: (actor) => suspendPerson(actor, { userId: operator.userId, reason: 'why' }),
  unsuspendPerson: (actor) => unsuspendPerson(actor, { userId: operator.userId, reason: 'why' }),
  readSystem: (actor) => readSystem(actor),
  verifyNow: (actor) => verifyNow(actor),
};

const form = () => ({ customerId, mode: 'live' as const, reason: 'why', formId: newId() });
const target = () => ({ workspaceId: customerId, purchaseId: newId() });
const grantForm = () => ({
  ...form(),
  wallet: 'workspace',
  amount: '5',
  source: 'admin',
  effectiveDate: '',
  lastDate: '',
  features: '',
  priority: '',
  unitCost: '',
  currency: '',
});

test.each(Object.entries(DOINGS))(
  '%s is refused to everybody but operators, and leaves nothing behind',
  async (_name, work) => {
    const count = async () =>
      (
        await database.pool.query(
          'SELECT (SELECT count(*) FROM audit_log) + (SELECT count(*) FROM grants) + (SELECT count(*) FROM workspaces) AS n',
        )
      ).rows[0];
    const before = await count();
    for (const actor of outsiders(customerId)) {
      const refused = await Promise.resolve()
        .then(() => work(actor))
        .then(
          () => 'done',
          (error: { code?: string; message: string }) => error.code ?? error.message,
        );
      expect(refused, actor.kind).toBe(actor.kind === 'anonymous' ? 'unauthenticated' : 'forbidden');
    }
    expect(await count()).toEqual(before);
  },
);

test('every change of an operator’s is refused without a reason', async () => {
  const empty = { reason: ' ' };
  const changes: (() => Promise<unknown>)[] = [
    () => createCustomer(operator, { ...fields, ...empty, id: newId() }),
    () => changeCustomer(operator, { ...fields, ...empty, customerId, backdateHours: '72' }),
    () => setCustomerClosed(operator, { customerId, isClosed: true, ...empty }),
    () => grantCredits(operator, { ...grantForm(), ...empty }),
    () => adjustBalance(operator, { ...form(), ...empty, wallet: 'workspace', amount: '5' }),
    () => setOverdraft(operator, { ...form(), ...empty, wallet: 'workspace', policy: 'unlimited', limit: '' }),
    () => voidGrant(operator, { ...form(), ...empty, grantId: newId() }),
    () => changeGrantExpiry(operator, { ...form(), ...empty, grantId: newId(), lastDate: '' }),
    () => resendDead(operator, { endpointId: newId(), deliveryId: null, ...empty }),
    () => addOperator(operator, { email: 'x@y.test', ...empty }),
    () => withdrawOperator(operator, { userId: newId(), ...empty }),
    () => suspendPerson(operator, { userId: newId(), ...empty }),
    () => unsuspendPerson(operator, { userId: newId(), ...empty }),
    () => removePriceForm(operator, { currency: 'usd', ...empty }),
    () => ignoreEvent(operator, { eventId: 'evt_1', ...empty }),
  ];
  for (const change of changes) {
    await expect(change()).rejects.toMatchObject({ code: 'validation_failed', facts: { problem: 'reasonMissing' } });
  }
});
