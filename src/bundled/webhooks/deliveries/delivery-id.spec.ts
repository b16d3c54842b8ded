import { describe, expect, it } from 'vitest';
import { firstIdOf, newDeliveryId } from './delivery-id.js';

const UUID_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('newDeliveryId', () => {
  it('makes UUIDs that are in the order of their making', () => {
    const now = Date.now();
    const ids = Array.from({ length: 10_000 }, () => newDeliveryId(now));
    expect(ids.every((id) => UUID_7.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(10_000);
    expect([...ids].sort()).toEqual(ids);
  });

  it('begins with the time, and keeps the order when the clock is set back', () => {
    const later = Date.now() + 60_000;
    const id = newDeliveryId(later);
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(later);
    expect(newDeliveryId(later - 5000) > id).toBe(true);
    expect(firstIdOf(later) < id).toBe(true);
    expect(firstIdOf(later + 1000) > id).toBe(true);
  });
});
