import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GrantView } from '../../ledger/types';
import { toCreditGrant, toKableCurrency, toMoney } from './codec';
import { fromClientId, fromCustomerId, toClientId, toCustomerId, toGrantId } from './ids';

it('ids carry ours there and back', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(fromCustomerId(toCustomerId(id))).toBe(id);
      expect(fromClientId(toClientId(id))).toBe(id);
      expect(toGrantId(id)).toMatch(/^crd_[0-9a-f]{32}$/);
    }),
  );
  expect(fromCustomerId('cus_8276e1ac8ed84d21c64f31ae0082fe')).toBeUndefined();
  expect(fromCustomerId(toClientId('0b8f5a0e-1f34-4f6f-9c53-0d7a3b8f2a11'))).toBeUndefined();
});

describe('money', () => {
  it('is the same figure in major and minor units', () => {
    expect(toMoney(199_990_000n, 'usd')).toEqual({ micro: 199_990_000n, minor: 19_999n, currency: 'USD' });
    expect(toMoney(500_000_000n, 'jpy')).toEqual({ micro: 500_000_000n, minor: 500n, currency: 'JPY' });
  });

  it('is refused below a minor unit, and in a currency that Kable cannot name', () => {
    expect(() => toMoney(199_995_000n, 'usd')).toThrow(/2 decimals/);
    expect(() => toMoney(500_500_000n, 'jpy')).toThrow(/0 decimals/);
    expect(() => toMoney(1_000_000n, 'chf')).toThrow(/CHF/);
  });

  it('stays within the closed list of currencies', () => {
    expect(toKableCurrency('nzd')).toBe('NZD');
    expect(toKableCurrency('chf')).toBeNull();
    const grant = { id: '0b8f5a0e-1f34-4f6f-9c53-0d7a3b8f2a11', amountMicro: 1n, remainingMicro: 1n } as GrantView;
    expect(toCreditGrant({ grant, workspaceCurrency: 'chf', paid: null }).currency).toBe('USD');
    expect(toCreditGrant({ grant, workspaceCurrency: 'eur', paid: null }).currency).toBe('EUR');
  });
});
