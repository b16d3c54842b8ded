import { describe, expect, it } from 'vitest';
import { isSecret, newSecret, signatureHeaders } from './signature.js';

describe('signatureHeaders', () => {
  const signed = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1614265330,
    body: '{"test": 2432232314}',
  };
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

  it('are those of the libraries of Standard Webhooks', () => {
    expect(signatureHeaders(signed, [secret])).toEqual({
      'Webhook-Id': signed.id,
      'Webhook-Timestamp': '1614265330',
      'Webhook-Signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('hold one signature for each secret', () => {
    const { 'Webhook-Signature': both } = signatureHeaders(signed, [newSecret(), secret]);
    const [first, second] = both!.split(' ');
    expect(second).toBe(signatureHeaders(signed, [secret])['Webhook-Signature']);
    expect(first).not.toBe(second);
  });
});

describe('secrets', () => {
  it('that are made are random, and good', () => {
    const made = Array.from({ length: 20 }, newSecret);
    expect(new Set(made).size).toBe(20);
    expect(made.every(isSecret)).toBe(true);
  });

  const ofBytes = (count: number) => 'whsec_' + Buffer.alloc(count, 1).toString('base64');

  it.each([ofBytes(24), ofBytes(32), ofBytes(64)])('such as %s will do', (text) => {
    expect(isSecret(text)).toBe(true);
  });

  it.each(['', 'whsec_', 'secret', ofBytes(23), ofBytes(65), ofBytes(32).slice(1), 'whsec_ñ'])(
    'such as %j will not do',
    (text) => {
      expect(isSecret(text)).toBe(false);
    },
  );

  it('with letters that are not base64 will not do', () => {
    expect(isSecret(ofBytes(32).replace('A', '_'))).toBe(false);
    expect(isSecret(`${ofBytes(30)}\n`)).toBe(false);
  });
});
