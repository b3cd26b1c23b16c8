import { expect, it } from 'vitest';
import { compileIpList, isIpRange } from './ip-list';

it('knows what an address or a block looks like', () => {
  for (const range of ['203.0.113.7', '10.0.0.0/8', '0.0.0.0/0', '2001:db8::/32', '::1'])
    expect(isIpRange(range)).toBe(true);
  for (const range of [
    '',
    '10.0.0',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '::1/129',
    'example.com',
    '10.0.0.1-9',
    '010.0.0.1',
  ]) {
    expect(isIpRange(range), range).toBe(false);
  }
});

it('lets in what lies in a block, in either way of writing IPv4, and nothing else', () => {
  const allows = compileIpList(['10.0.0.0/8', '203.0.113.7', '2001:db8::/32']);
  for (const ip of ['10.255.0.1', '203.0.113.7', '::ffff:10.1.2.3', '2001:db8:1::1'])
    expect(allows?.(ip), ip).toBe(true);
  for (const ip of ['11.0.0.1', '203.0.113.8', '::ffff:11.0.0.1', '2001:db9::1', '', 'nonsense', '10.0.0.1, 1.2.3.4']) {
    expect(allows?.(ip), ip).toBe(false);
  }
});

it('lets in everybody when there is no list', () => {
  expect(compileIpList([])).toBeNull();
});
