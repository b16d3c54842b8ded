import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert } from '../../test/support/refusal.js';
import { EmailNotification, SentEmail } from './index.js';

describe('e-mails', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  it('that went out are escaped and their text is cut', async () => {
    const sent = await bench.run((c) =>
      c.records.insert(SentEmail, {
        subject: 'a < b',
        html: '<p>',
        body: 'é'.repeat(5001),
        nick: '',
      }),
    );
    expect(sent).toMatchObject({ subject: 'a &lt; b', html: '&lt;p&gt;', nick: null });
    expect(sent.body).toHaveLength(5000);
    expect(sent.body!.endsWith('é...')).toBe(true);
    const whole = await bench.run((c) => c.records.insert(SentEmail, { body: 'x'.repeat(5000) }));
    expect(whole.body).toBe('x'.repeat(5000));
  });

  it('have templates with a name and a subject, whose body may be HTML', async () => {
    const template = { name: 'sendmail-X', subject: '"S"', body: '<b>{name}</b>' };
    const saved = await bench.run((c) => c.records.insert(EmailNotification, template));
    expect(saved).toMatchObject({ enabled: true, subject: '&quot;S&quot;', body: '<b>{name}</b>' });
    const { problem } = await refusedInsert(bench, EmailNotification, { name: 'x' });
    expect(problem).toMatchObject({ code: 'field-can-not-be-null', field: 'subject' });
  });
});
