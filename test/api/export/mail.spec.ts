import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from '../../support/api.js';
import { describeApi, describeEngines } from '../../support/describe-api.js';
import {
  change,
  create,
  createCustomer,
  createDocument,
  createSupplier,
  KINDS,
  type Row,
  type Values,
} from '../../support/documents.js';
import { type Mailbox, startMailbox } from './smtp.js';
import { expectRefused } from '../../support/envelope.js';
import { makeKey } from '../../support/keys.js';
import { INVOICE } from '../../support/states.js';

const LINE = { descripcion: 'x', cantidad: 1, pvpunitario: 100 };
const TEMPLATE = 'sendmail-FacturaCliente';

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox();
});
afterAll(() => mailbox.stop());
const environment = () => ({ SMTP_URL: mailbox.url });

describeApi('mail', environment, (api, engine) => {
  let codcliente: string;

  beforeAll(async () => {
    await change(api, 'empresas/1', { nombre: 'Ñandú & Cía', email: 'us@example.com' });
    const customer = { nombre: 'José "Pepe" Müller', email: 'them@example.com' };
    ({ codcliente } = await createCustomer(api, customer));
  });
  afterEach(() => {
    mailbox.refuse({});
    mailbox.received.length = 0;
  });

  const invoice = async (values: Values = {}): Promise<Row> =>
    (await createDocument(api, 'FacturaCliente', { codcliente, lineas: [LINE], ...values })).doc;
  const send = (doc: Row, search = '') =>
    api.get(`/exportarFacturaCliente/${doc.idfactura}?type=MAIL${search}`);
  const kept = async (): Promise<Row[]> => (await api.get('/emailsentes?limit=0')).body as Row[];
  const femail = async (doc: Row) =>
    (await api.get(`/facturaclientes/${doc.idfactura}`)).body.femail as string | null;

  it('takes the document to the customer as PDF, with the texts of its notification', async () => {
    await change(api, `emailnotifications/${TEMPLATE}`, {
      subject: 'Factura {code} — {name}',
      body: 'Hola, {name}:\n\nfactura {code} del {date}, {total}. {unknown}\nAdiós',
    });
    const doc = await invoice();
    const answer = await send(doc);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(answer.headers.has('content-disposition')).toBe(false);
    const [{ from, to, mail } = never(), ...further] = mailbox.received;
    expect([from, to, further]).toEqual(['us@example.com', ['them@example.com'], []]);
    expect(mail.subject).toBe(`Factura ${doc.codigo} — José "Pepe" Müller`);
    expect(mail.text).toContain(`Hola, José "Pepe" Müller:\n\nfactura ${doc.codigo} del `);
    expect(mail.text).toMatch(/121[.,]00.*\{unknown\}\nAdiós/);
    expect(mail.html).toContain('<p>Hola, José &quot;Pepe&quot; Müller:</p>');
    const [pdf = never(), ...others] = mail.attachments;
    expect(others).toEqual([]);
    expect([pdf.filename, pdf.contentType]).toEqual([`${doc.codigo}.pdf`, 'application/pdf']);
    expect(pdf.content.subarray(0, 4).toString()).toBe('%PDF');
  });

  it('reaches an address with an apostrophe, from one, as they were typed', async () => {
    const email = "sean.o'connor@example.com";
    await change(api, 'empresas/1', { email: "o'hara@example.com" });
    const { codcliente: other } = await createCustomer(api, { nombre: "O'Connor", email });
    expect((await send(await invoice({ codcliente: other }))).status).toBe(200);
    const [{ from, to, mail } = never()] = mailbox.received;
    expect([from, to]).toEqual(["o'hara@example.com", [email]]);
    expect(mail.text).toContain("O'Connor");
    const search = `filter[addressee]=${encodeURIComponent(email)}`;
    expect((await api.get(`/emailsentes?${search}`)).body).toHaveLength(1);
    await change(api, 'empresas/1', { email: 'us@example.com' });
  });

  it('is kept, and its day in the document', async () => {
    const doc = await invoice();
    expect(await femail(doc)).toBeNull();
    const { body } = await send(doc);
    const [row = never()] = (await kept()).slice(-1);
    expect(body).toEqual({ ok: expect.stringMatching(/\S/) as string, data: row });
    expect(row).toEqual({
      addressee: 'them@example.com',
      attachment: true,
      body: expect.stringContaining(doc.codigo as string) as string,
      date: expect.stringMatching(/^\d\d-\d\d-\d{4} \d\d:\d\d:\d\d$/) as string,
      email_from: 'us@example.com',
      html: expect.stringContaining('&lt;p&gt;') as string,
      id: expect.any(Number) as number,
      nick: null,
      notification: TEMPLATE,
      opened: false,
      subject: expect.stringContaining(doc.codigo as string) as string,
      uuid: expect.stringMatching(/^[0-9a-f]{13}$/) as string,
      verificode: expect.stringMatching(/^[0-9a-f]{20}$/) as string,
    });
    expect(await femail(doc)).toBe((row.date as string).slice(0, 10));
  });

  it('goes with documents of every kind, also locked ones', async () => {
    const { codproveedor } = await createSupplier(api, { email: 'supplier@example.com' });
    for (const { name, key, resource, side } of KINDS) {
      const subject = side === 'sales' ? { codcliente } : { codproveedor };
      const { doc } = await createDocument(api, name, { ...subject, lineas: [LINE] });
      const answer = await api.get(`/exportar${name}/${doc[key]}?type=MAIL`);
      expect([name, answer.status]).toEqual([name, 200]);
      expect(answer.body.data.notification).toBe(`sendmail-${name}`);
      expect((await api.get(`/${resource}/${doc[key]}`)).body.femail).not.toBeNull();
    }
    expect(mailbox.received).toHaveLength(8);
    const doc = await invoice();
    await change(api, `facturaclientes/${doc.idfactura}`, { idestado: INVOICE.issued });
    expect((await send(doc)).status).toBe(200);
    expect(await femail(doc)).not.toBeNull();
  });

  it('goes to the addresses of the request instead, each once, a row for each', async () => {
    const doc = await invoice();
    const { status, body } = await send(doc, '&email=a@example.com,%20b@example.com;A@EXAMPLE.com');
    expect(status).toBe(200);
    const [{ to } = never()] = mailbox.received;
    expect(to).toEqual(['a@example.com', 'b@example.com']);
    const rows = (await kept()).slice(-2);
    expect(rows.map(({ addressee }) => addressee as string)).toEqual(to);
    expect(new Set(rows.map(({ uuid }) => uuid as string)).size).toBe(1);
    expect(new Set(rows.map(({ verificode }) => verificode as string)).size).toBe(2);
    expect(body).toMatchObject({ data: rows[0], sent: rows });
  });

  it('keeps those that took it, and names those that were refused', async () => {
    const before = (await kept()).length;
    mailbox.refuse({ addressees: ['bad@example.com'] });
    const doc = await invoice();
    const { status, body } = await send(doc, '&email=bad@example.com,good@example.com');
    expect([status, body.rejected]).toEqual([200, ['bad@example.com']]);
    expect(body.data.addressee).toBe('good@example.com');
    const rows = await kept();
    expect(rows).toHaveLength(before + 1);
    expect(rows.at(-1)).toMatchObject({ addressee: 'good@example.com' });
  });

  describe('that nobody received', () => {
    const expectNothing = async (work: (doc: Row) => Promise<void>) => {
      const before = await kept();
      const doc = await invoice();
      await work(doc);
      expect(await kept()).toEqual(before);
      expect(await femail(doc)).toBeNull();
      expect(mailbox.received).toEqual([]);
      expect(api.log.errors).toEqual([]);
    };

    it('is refused with the reason of the mail server, cut short, and not kept', () =>
      expectNothing(async (doc) => {
        mailbox.refuse({ data: `Full: ${'x'.repeat(400)}` });
        const { status, body } = await send(doc);
        expect([status, body.code]).toEqual([422, 'mail-not-sent']);
        expect(body.message).toContain('554 Full: xxx');
        expect(body.message.length).toBeLessThan(260);
        expect(body.message).toContain('…');
      }));

    it('is refused when all addressees are', () =>
      expectNothing(async (doc) => {
        mailbox.refuse({ addressees: ['them@example.com'] });
        const { status, body } = await send(doc);
        expect([status, body.code]).toEqual([422, 'mail-not-sent']);
        expect(body.message).toContain('550');
      }));

    it.each([
      ['&email=nonsense', 'not-valid-email'],
      ['&email=a@example.com%0d%0aBcc:b@example.com', 'not-valid-email'],
      ['&email=a@example.com,%22x%22@example.com', 'not-valid-email'],
      [`&email=${'x'.repeat(64)}@${'y'.repeat(60)}.com`, 'not-valid-email'],
      ['&email[]=a@example.com', 'scalar-expected'],
      [`&email=${addresses(21)}`, 'too-many-addressees'],
    ])('is refused for %s', (search, code) =>
      expectNothing(async (doc) => {
        const { status, body } = await send(doc, search);
        expect([status, body.code]).toEqual([400, 'invalid-parameters']);
        expect(body.details).toMatchObject([{ field: 'email', code }]);
      }),
    );

    it('is refused without an address, and for a document that there is not', () =>
      expectNothing(async () => {
        const nobody = await createCustomer(api);
        const doc = await invoice({ codcliente: nobody.codcliente });
        const { status, body } = await send(doc);
        expect([status, body.code]).toEqual([400, 'mail-no-addressee']);
        expect((await send({ idfactura: 999999 })).status).toBe(404);
      }));

    it('is refused without a sender', async () => {
      await change(api, 'empresas/1', { email: '' });
      await expectNothing(async (doc) => {
        const { status, body } = await send(doc);
        expect([status, body.code]).toEqual([409, 'mail-no-sender']);
      });
      await change(api, 'empresas/1', { email: 'us@example.com' });
    });
  });

  it('has plain texts where its notification is disabled, in the language of the document', async () => {
    await change(api, `emailnotifications/${TEMPLATE}`, { enabled: false });
    const doc = await invoice();
    const { body } = await send(doc, '&lang=es_ES');
    expect(body.data.notification).toBeNull();
    const [{ mail } = never()] = mailbox.received;
    expect(mail.subject).toBe(`Factura ${doc.codigo}`);
    expect(mail.text).toContain(`Adjuntamos Factura ${doc.codigo}`);
    await change(api, `emailnotifications/${TEMPLATE}`, { enabled: true });
  });

  it('may be HTML, in which values are text', async () => {
    await change(api, `emailnotifications/${TEMPLATE}`, {
      subject: '{code}',
      body: '<h1>{name}</h1><p>Bye &amp; <b>thanks</b></p>',
    });
    const { codcliente: other } = await createCustomer(api, {
      nombre: 'A <script>x</script> & B',
      email: 'other@example.com',
    });
    await send(await invoice({ codcliente: other }));
    const [{ mail } = never()] = mailbox.received;
    expect(mail.html).toContain('<h1>A &lt;script&gt;x&lt;/script&gt; &amp; B</h1>');
    expect(mail.html).toContain('<b>thanks</b>');
    expect(mail.text).toContain('A <script>x</script> & B');
    expect(mail.text).toContain('Bye & thanks');
  });

  it('has one subject and no further headers, whatever the names are', async () => {
    await change(api, `emailnotifications/${TEMPLATE}`, {
      subject: 'For {name}',
      body: 'x',
    });
    const doc = await invoice();
    await api.execute('UPDATE facturascli SET nombrecliente = ? WHERE idfactura = ?', [
      'Eve\r\nBcc: bad@example.com\r\n\r\nBody',
      doc.idfactura,
    ]);
    expect((await send(doc)).status).toBe(200);
    const [{ to, mail } = never()] = mailbox.received;
    expect(to).toEqual(['them@example.com']);
    expect(mail.subject).toBe('For Eve Bcc: bad@example.com Body');
    expect(mail.headers.has('bcc')).toBe(false);
  });

  it('is sent from the configured address, with answers to the company', async () => {
    const other = await startApi(engine, {
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'Billing <billing@example.com>',
    });
    await change(other, 'empresas/1', { email: 'us@example.com' });
    const { codcliente: own } = await createCustomer(other, { email: 'them@example.com' });
    const { doc } = await createDocument(other, 'FacturaCliente', {
      codcliente: own,
      lineas: [LINE],
    });
    const { body } = await other.get(`/exportarFacturaCliente/${doc.idfactura}?type=MAIL`);
    expect(body.data.email_from).toBe('Billing <billing@example.com>');
    const [{ from, mail } = never()] = mailbox.received;
    expect(from).toBe('billing@example.com');
    expect(mail.from!.value).toEqual([{ name: 'Billing', address: 'billing@example.com' }]);
    expect(mail.replyTo!.value[0]!.address).toBe('us@example.com');
    await other.stop();
  });

  it('is recorded even where a rule no longer likes the document', async () => {
    const doc = await invoice();
    // Another program can store what no rule would let through again.
    await api.execute('UPDATE facturascli SET total = total + 5 WHERE idfactura = ?', [
      doc.idfactura as number,
    ]);
    const { status, body } = await send(doc);
    expect(status).toBe(200);
    expect(body.data.date).not.toBeNull();
    expect((await api.get(`/emailsentes/${body.data.id}`)).body).toEqual(body.data);
    expect(mailbox.received).toHaveLength(1);
    expect(await femail(doc)).toBeNull();
  });
});

describeEngines('without a mail server', (engine) => {
  const refusalWith = async (configured: Record<string, string>) => {
    const api = await startApi(engine, configured);
    await change(api, 'empresas/1', { email: 'us@example.com' });
    const { codcliente } = await createCustomer(api, { email: 'them@example.com' });
    const { doc } = await createDocument(api, 'FacturaCliente', { codcliente, lineas: [LINE] });
    const answer = await api.get(`/exportarFacturaCliente/${doc.idfactura}?type=MAIL`);
    const rows = (await api.get('/emailsentes')).body as Row[];
    const after = (await api.get(`/facturaclientes/${doc.idfactura}`)).body as Row;
    // The database can be written to while a mail server thinks.
    await create(api, 'fabricantes', { nombre: 'x' });
    const { errors } = api.log;
    await api.stop();
    expect(rows).toEqual([]);
    expect(after.femail).toBeNull();
    expect(errors).toEqual([]);
    return [answer.status, answer.body.code, answer.body.message as string] as const;
  };

  it('nothing is sent where none is configured', async () => {
    const [status, code, message] = await refusalWith({});
    expect([status, code]).toEqual([409, 'mail-not-configured']);
    expect(message).toContain('SMTP_URL');
  });

  it('nothing is kept where none answers', async () => {
    const [status, code, message] = await refusalWith({ SMTP_URL: 'smtp://user:pass@127.0.0.1:9' });
    expect([status, code]).toEqual([422, 'mail-not-sent']);
    expect(message).not.toMatch(/pass|127\.0\.0\.1/);
  });

  it('nothing is kept where it does not come to an end', async () => {
    const hanging = await startMailbox({ closeTimeout: 100 });
    hanging.hang();
    const [status, code] = await refusalWith({ SMTP_URL: `${hanging.url}?socketTimeout=300` });
    expect([status, code]).toEqual([422, 'mail-not-sent']);
    await hanging.stop();
  });
});

function addresses(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}@example.com`).join(',');
}

function never(): never {
  throw new Error('nothing was received');
}

describeApi(
  'the limit of mails',
  () => ({ ...environment(), MAIL_LIMIT: '3' }),
  (api) => {
    it('counts the addressees of each key', async () => {
      await change(api, 'empresas/1', { email: 'us@example.com' });
      const { codcliente } = await createCustomer(api, { email: 'them@example.com' });
      const { doc } = await createDocument(api, 'FacturaCliente', { codcliente, lineas: [LINE] });
      const keys: string[] = [];
      for (let left = 2; left > 0; left -= 1) {
        keys.push((await makeKey(api, { exportarFacturaCliente: ['get'] })).apikey);
      }
      const send = (token: string | undefined, ...to: readonly string[]) =>
        api.get(
          `/exportarFacturaCliente/${doc.idfactura}?type=MAIL&email=${to.join(',')}`,
          token ? { token } : {},
        );
      expect((await send(keys[0], 'a@example.com', 'b@example.com')).status).toBe(200);
      const refused = await send(keys[0], 'c@example.com', 'd@example.com');
      expectRefused(refused, 429, 'mail-limit-reached');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3500);
      expect((await send(keys[0], 'c@example.com')).status).toBe(200);
      expectRefused(await send(keys[0], 'd@example.com'), 429, 'mail-limit-reached');
      for (const token of [keys[1], undefined]) {
        expect((await send(token, 'e@example.com')).status).toBe(200);
      }
      expect(mailbox.received.splice(0).map(({ to }) => to.length)).toEqual([2, 1, 1, 1]);
      const pdf = await api.get(`/exportarFacturaCliente/${doc.idfactura}`, { token: keys[0]! });
      expect(pdf.status).toBe(200);
    });
  },
);
