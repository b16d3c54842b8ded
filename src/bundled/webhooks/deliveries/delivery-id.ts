import { randomBytes } from 'node:crypto';

/** Identifiers within one millisecond that keep their order. */
const MOST_AT_ONCE = 0x1000;

let lastMs = 0;
let count = 0;

/**
 * A UUID of version 7 (RFC 9562): those made later by this process sort behind those made before,
 * so that deliveries are in the order of their events.
 */
export function newDeliveryId(nowMs = Date.now()): string {
  count = nowMs > lastMs ? 0 : count + 1;
  lastMs = Math.max(nowMs, lastMs);
  if (count === MOST_AT_ONCE) {
    count = 0;
    lastMs += 1;
  }
  const random = randomBytes(8);
  random.writeUInt8((random.readUInt8(0) & 0x3f) | 0x80, 0);
  return asUuid(hexOf(lastMs, 12) + '7' + hexOf(count, 3) + random.toString('hex'));
}

/** What no identifier of this millisecond or later sorts before. */
export function firstIdOf(ms: number): string {
  return asUuid(hexOf(ms, 12) + '0'.repeat(20));
}

function hexOf(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function asUuid(hex: string): string {
  const parts = [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ] as const;
  return parts.map(([start, end]) => hex.slice(start, end)).join('-');
}
