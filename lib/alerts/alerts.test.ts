import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { getPool } from '../db/pool';
import { newId } from '../ids';
import { dropSingleton } from '../singleton';
import { useTestDatabase } from '../testing/database';
import { createMember } from '../testing/factories';
import { createDefaultAlerts } from './defaults';
import { lookAtAll, lookAtMoved } from './look-at-balance';
import { lookAtExpiries } from './look-at-expiry';
import { lookAtRunways } from './look-at-runway';
import { openScene, type Scene } from './testing/scene';
import { noteMoved } from './wake';

const database = useTestDatabase();
// Looks go over all workspaces, those of earlier tests too.
beforeEach(() => database.pool.query('DELETE FROM alert_rules'));
afterAll(() => dropSingleton('alerts-clock'));

const below = (credits: number) => ({
  threshold: { kind: 'balance_below', amountMicro: BigInt(credits) * 1_000_000n } as const,
});
const share = (percent: number) => ({ threshold: { kind: 'share_below', percent } as const });
const runway = (days: number) => ({ threshold: { kind: 'runway_below', days } as const });
const expiring = (...days: number[]) => ({ threshold: { kind: 'grants_expiring', days } as const });
const kindsOf = async (scene: Scene) => (await scene.mails()).map(({ kind }) => kind);

describe('an alert below an amount', () => {
  it('is told once per crossing, by mail and webhook, and again only after a clear recovery', async () => {
    const scene = await openScene(database);
    await scene.rule(below(100));
    await scene.give(200);
    await scene.spend(100);
    expect(await lookAtAll()).toBe(0); // at the line is not below it
    await scene.spend(0.000001);
    expect(await lookAtAll()).toBe(1);
    await scene.spend(10);
    expect(await lookAtAll()).toBe(0);
    expect(await scene.mails()).toMatchObject([
      { kind: 'alert.balance_below', to: 'billing@example.com', subject: 'Acme has 99.999999 credits left' },
    ]);
    expect(await scene.events()).toMatchObject([
      { type: 'balance.low', data: { customerId: scene.workspaceId, available: '99.999999', threshold: '100' } },
    ]);
    await scene.give(19); // 108.99…: above the line, not clearly
    expect(await lookAtAll()).toBe(0);
    await scene.spend(10);
    expect(await lookAtAll()).toBe(0);
    expect(await kindsOf(scene)).toHaveLength(1);
    await scene.give(20);
    expect(await lookAtAll()).toBe(1); // armed again
    expect(await kindsOf(scene)).toHaveLength(1);
    await scene.spend(30);
    expect(await lookAtAll()).toBe(1);
    expect(await kindsOf(scene)).toHaveLength(2);
  });

  it('is told once, however many spend and however many processes look at once', async () => {
    const scene = await openScene(database);
    await scene.rule(below(100));
    await scene.give(200);
    await Promise.all(Array.from({ length: 120 }, () => scene.spend(1)));
    await Promise.all(Array.from({ length: 8 }, () => lookAtAll()));
    expect([(await scene.mails()).length, (await scene.events()).length]).toEqual([1, 1]);
  });

  it('is found by what moved, in just the workspaces that moved', async () => {
    const [quiet, busy] = [await openScene(database), await openScene(database)];
    for (const scene of [quiet, busy]) {
      await scene.rule(below(100));
      await scene.give(50);
    }
    expect(await lookAtMoved()).toBe(0);
    noteMoved(busy.workspaceId);
    expect(await lookAtMoved()).toBe(1);
    expect([(await quiet.mails()).length, (await busy.mails()).length]).toEqual([0, 1]);
    expect(await lookAtMoved()).toBe(0);
    await lookAtAll();
    expect((await quiet.mails()).length).toBe(1);
  });

  it('goes by what is available now: holds count, and what expired unbooked does not', async () => {
    const scene = await openScene(database);
    await scene.rule(below(10));
    await scene.give(100, { expiresAt: new Date('2030-05-02T00:00:00Z') });
    scene.clock.tick({ days: 1 });
    for (let n = 0; n < 50; n++) {
      // Due in this very moment: what is kept in milliseconds must not be compared to the microsecond.
      await database.pool.query(`UPDATE alert_rules SET fired_at = NULL WHERE workspace_id = $1`, [scene.workspaceId]);
      await database.pool.query(`UPDATE wallets SET next_event_at = now() WHERE workspace_id = $1`, [
        scene.workspaceId,
      ]);
      expect(await lookAtAll()).toBe(1);
    }
    expect((await scene.events())[0]?.data.available).toBe('0');
  });

  it('says nothing of a wallet that never was, when it is off, or by channels it does not have', async () => {
    const scene = await openScene(database);
    await scene.rule(below(10));
    expect(await lookAtAll()).toBe(0);
    await scene.give(1);
    await scene.rule({ ...below(10), isEnabled: false });
    await scene.rule({ ...below(10), channels: { mail: false, webhook: true } });
    await scene.rule({ ...below(10), channels: { mail: true, webhook: false } });
    expect(await lookAtAll()).toBe(3);
    expect([(await scene.mails()).length, (await scene.events()).length]).toEqual([2, 2]);
  });
});

describe('an alert below a share of the last top-up', () => {
  it('takes the newest purchase with its bonus, else the newest grant', async () => {
    const scene = await openScene(database);
    await scene.rule(share(10));
    await scene.give(100);
    scene.clock.tick({ minutes: 1 });
    await scene.spend(90);
    expect(await lookAtAll()).toBe(0); // exactly a tenth
    await scene.spend(1);
    expect(await lookAtAll()).toBe(1);
    expect((await scene.events())[0]?.data).toMatchObject({ percent: 10, lastTopUp: '100', available: '9' });
    await scene.give(1_000);
    await lookAtAll();
    await scene.spend(908); // 101 left of 1,000
    expect(await lookAtAll()).toBe(0);
    await scene.spend(2);
    expect(await lookAtAll()).toBe(1);
    expect((await scene.events())[1]?.data).toMatchObject({ lastTopUp: '1000', available: '99' });
  });
});

describe('an alert by runway', () => {
  it('fires when credits last less long, and is armed again when they last clearly longer', async () => {
    const scene = await openScene(database);
    await scene.rule(runway(5));
    await scene.give(100);
    expect(await lookAtRunways()).toBe(0); // nothing used: lasts for ever
    await scene.spend(14);
    scene.clock.tick({ days: 1 });
    expect(await lookAtRunways()).toBe(0); // 86 at 14 (a day of 1)
    for (let day = 0; day < 4; day++) {
      await scene.spend(14);
      scene.clock.tick({ days: 1 });
    }
    expect(await lookAtRunways()).toBe(1); // 30 left, 10 a day over the last seven days
    expect(await lookAtRunways()).toBe(0);
    expect(await scene.mails()).toMatchObject([
      { kind: 'alert.runway_below', subject: 'The credits of Acme last for less than 5 days' },
    ]);
    await scene.give(1_000);
    expect(await lookAtRunways()).toBe(1);
    expect(await scene.mails()).toHaveLength(1);
  });
});

describe('an alert before credits expire', () => {
  const expiresAt = new Date('2030-07-01T12:00:00Z');
  const tickTo = (scene: Scene, at: string) => scene.clock.set(at);

  it('is told at 30, 7 and 1 days, once each, in one mail for all lots', async () => {
    const scene = await openScene(database);
    await scene.rule(expiring(30, 7, 1));
    await scene.give(10, { expiresAt });
    await scene.give(5, { expiresAt });
    await scene.give(1_000);
    expect(await lookAtExpiries()).toBe(0);
    for (const [at, told] of [
      ['2030-06-01T12:00:00Z', 1],
      ['2030-06-01T12:15:00Z', 0],
      ['2030-06-24T12:00:00Z', 1],
      ['2030-06-30T11:59:59Z', 0],
      ['2030-06-30T12:00:00Z', 1],
      ['2030-06-30T13:00:00Z', 0],
    ] as const) {
      tickTo(scene, at);
      expect([at, await lookAtExpiries()]).toEqual([at, told]);
    }
    expect((await scene.mails()).map(({ subject }) => subject)).toEqual([
      '15 credits of Acme expire within 30 days',
      '15 credits of Acme expire within 7 days',
      '15 credits of Acme expire within a day',
    ]);
    expect(await scene.events()).toMatchObject([{ type: 'grant.expiring', data: { days: 30, total: '15' } }, {}, {}]);
  });

  it('is told of the nearest threshold alone when it comes late, by one of several processes', async () => {
    const scene = await openScene(database);
    await scene.rule(expiring(30, 7, 1));
    await scene.give(10, { expiresAt });
    tickTo(scene, '2030-06-28T12:00:00Z');
    await Promise.all(Array.from({ length: 6 }, () => lookAtExpiries()));
    expect((await scene.events()).map(({ data }) => data.days)).toEqual([7]);
  });

  it('is not told of short terms that begin within a threshold, of spent lots, nor before a later end', async () => {
    const scene = await openScene(database, '2030-06-01T12:00:00Z');
    await scene.rule(expiring(30, 7, 1));
    const soon = new Date('2030-06-06T12:00:00Z');
    await scene.give(10, { expiresAt: soon });
    expect(await lookAtExpiries()).toBe(0); // five days were never more than seven
    tickTo(scene, '2030-06-05T13:00:00Z');
    await scene.spend(10);
    expect(await lookAtExpiries()).toBe(0);
  });

  it('is told again when the end was put off', async () => {
    const scene = await openScene(database);
    await scene.rule(expiring(7));
    const grantId = await scene.give(10, { expiresAt });
    tickTo(scene, '2030-06-25T00:00:00Z');
    expect(await lookAtExpiries()).toBe(1);
    await database.pool.query(`UPDATE grants SET expires_at = '2030-08-01T12:00:00Z' WHERE id = $1`, [grantId]);
    expect(await lookAtExpiries()).toBe(0);
    tickTo(scene, '2030-07-26T00:00:00Z');
    expect(await lookAtExpiries()).toBe(1);
    await database.pool.query(`UPDATE grants SET expires_at = '2030-07-01T12:00:00Z' WHERE id = $1`, [grantId]);
  });
});

describe('recipients', () => {
  it('are written to once each, in their language', async () => {
    const scene = await openScene(database);
    const [member, gone] = [
      await createMember(database.pool, scene.workspaceId),
      await createMember(database.pool, scene.workspaceId),
    ];
    const userId = newId();
    await database.pool.query(`INSERT INTO users (id, email, locale) VALUES ($1, 'anna@example.com', 'de')`, [userId]);
    await database.pool.query(`UPDATE members SET user_id = $2 WHERE id = $1`, [member, userId]);
    await database.pool.query(`UPDATE members SET email = 'gone@example.com' WHERE id = $1`, [gone]);
    await scene.give(5);
    await scene.rule({
      ...below(10),
      recipients: {
        billingContact: true,
        memberIds: [member, gone],
        emails: ['Anna@example.com', 'billing@example.com', 'x@example.com'],
      },
    });
    await database.pool.query(`UPDATE members SET removed_at = now() WHERE id = $1`, [gone]);
    await lookAtAll();
    const mails = await scene.mails();
    expect(mails.map(({ to }) => to).sort()).toEqual(['anna@example.com', 'billing@example.com', 'x@example.com']);
    const german = mails.find(({ to }) => to === 'anna@example.com');
    expect(german?.subject).toBe('Acme hat noch 5 Credits');
    expect(german?.html).toContain('<html lang="de">');
    expect(german?.text).toMatch(/http:\/\/localhost:3000\/w\/w-[\w-]+\/top-up/);
  });

  it('are the owners while a workspace has no billing address', async () => {
    const scene = await openScene(database);
    const owner = await createMember(database.pool, scene.workspaceId);
    await database.pool.query(`UPDATE members SET role = 'owner', email = 'owner@example.com' WHERE id = $1`, [owner]);
    await database.pool.query('UPDATE workspaces SET billing_email = NULL WHERE id = $1', [scene.workspaceId]);
    await scene.give(5);
    await scene.rule(below(10));
    await lookAtAll();
    expect((await scene.mails()).map(({ to }) => to)).toEqual(['owner@example.com']);
  });
});

it('a new workspace is told of little left and of what expires', async () => {
  const scene = await openScene(database);
  const client = await getPool().connect();
  await createDefaultAlerts(client, scene.workspaceId).finally(() => client.release());
  await scene.give(100, { expiresAt: new Date('2030-07-01T12:00:00Z') });
  await scene.spend(95);
  await lookAtAll();
  scene.clock.set('2030-06-30T18:00:00Z');
  await lookAtExpiries();
  expect(await kindsOf(scene)).toEqual(['alert.share_below', 'alert.grants_expiring']);
});
