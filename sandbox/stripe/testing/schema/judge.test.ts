import { beforeAll, describe, expect, it } from 'vitest';
import { Sandbox } from '../../sandbox';
import { newCustomerFor } from '../customer';
import { Judge } from './judge';

/** A judge that sees nothing would let everything pass: it must notice each of these. */
describe('the judge of replies', () => {
  let judge: Judge;
  let customer: Record<string, unknown>;
  beforeAll(async () => {
    customer = newCustomerFor(new Sandbox()) as unknown as Record<string, unknown>;
    judge = await Judge.appoint();
  });
  const problemsOf = (value: unknown): string => {
    judge.problems.clear();
    judge.look('here', value);
    return [...judge.problems].join('\n');
  };

  it('accepts what is right', () => {
    expect(problemsOf(customer)).toBe('');
    expect(problemsOf({ object: 'list', url: '/v1/customers', has_more: false, data: [customer] })).toBe('');
    expect(problemsOf({ id: 'cus_1', object: 'customer', deleted: true })).toBe('');
  });

  it.each([
    ['a missing field', { email: undefined }, /required .*email/],
    ['a field of another type', { created: '1' }, /created must be number/],
    ['a field nobody declared', { nickname: 'x' }, /additional/],
    ['a word that is none of the known ones', { tax_exempt: 'maybe' }, /tax_exempt/],
    ['null where none is allowed', { metadata: null }, /metadata/],
  ])('notices %s', (_name, change, told) => {
    const value = JSON.parse(JSON.stringify({ ...customer, ...change })) as unknown;
    expect(problemsOf(value)).toMatch(told);
    expect(problemsOf({ object: 'list', url: '/', has_more: false, data: [value] })).toMatch(told);
  });

  it('notices an object and an event that Stripe has not, and a list that is none', () => {
    expect(problemsOf({ object: 'wallet' })).toMatch('nothing the SDK knows');
    expect(problemsOf({ object: 'event', type: 'customer.amused' })).toMatch('nothing the SDK knows');
    expect(problemsOf({ object: 'list', data: [] })).toMatch('a list without');
  });

  it('notices an object of the wrong kind in an event', () => {
    const sandbox = new Sandbox();
    sandbox.emit('charge.succeeded', customer);
    expect(problemsOf([...sandbox.data.events.values()])).toMatch(/data\/object/);
  });
});
