import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert } from '../../test/support/refusal.js';
import { Agent, Contact } from './index.js';

describe('agents', () => {
  let bench: RecordsBench;
  const change = (codagente: string, changes: Partial<Agent>) =>
    bench.run(async (c) =>
      c.records.update(Agent, (await c.records.find(Agent, codagente))!, changes),
    );

  beforeAll(async () => {
    bench = await openRecords({ tipoidfiscal: 'NIF' });
  });
  afterAll(() => bench.close());

  it('counts codes and gets a contact', async () => {
    const saved = await bench.run((c) => c.records.insert(Agent, { nombre: 'Lola' }));
    expect(saved).toMatchObject({ cargo: null, codagente: '1', debaja: false, observaciones: '' });
    expect(await bench.run((c) => c.records.find(Agent, '1'))).toEqual(saved);
    const contact = await bench.run((c) => c.records.find(Contact, saved.idcontacto));
    expect(contact).toMatchObject({ nombre: 'Lola', descripcion: 'Lola' });
  });

  it('gives its contact all that it says of itself', async () => {
    const values = {
      ...{ nombre: 'Ana Gil', cifnif: '12345678Z', tipoidfiscal: 'NIF', email: 'ana@example.com' },
      ...{ telefono1: '600 1', telefono2: '600 2' },
    };
    const agent = await bench.run((c) => c.records.insert(Agent, { codagente: 'FIVE', ...values }));
    const contact = await bench.run((c) => c.records.find(Contact, agent.idcontacto));
    expect(contact).toMatchObject({ ...values, descripcion: 'Ana Gil' });
  });

  it('takes no contact that does not exist', async () => {
    const values = { codagente: 'AG2', nombre: 'X', idcontacto: 999999 };
    const refused = await refusedInsert(bench, Agent, values);
    expect(refused.problem).toMatchObject({ code: 'contact-not-found', field: 'idcontacto' });
    expect(refused.record.idcontacto).toBeNull();
  });

  it('leaves no contact behind when it is refused', async () => {
    const before = await bench.run((c) => c.records.count(Contact));
    const { codes } = await refusedInsert(bench, Agent, { nombre: 'X', idproducto: 77 });
    expect(codes).toEqual(['reference-not-found']);
    expect(await bench.run((c) => c.records.count(Contact))).toBe(before);
  });

  it('gets a new contact when it has lost its own', async () => {
    const { idcontacto } = await bench.run((c) =>
      c.records.insert(Agent, { codagente: 'AG3', nombre: 'Y' }),
    );
    await bench.run((c) => c.records.assign(Agent, { codagente: 'AG3' }, { idcontacto: 4242 }));
    const changed = await change('AG3', { cargo: 'Jefa' });
    expect(changed.idcontacto).toBeGreaterThan(Number(idcontacto));
    const contact = await bench.run((c) => c.records.find(Contact, changed.idcontacto));
    expect(contact).toMatchObject({ nombre: 'Y' });
  });
});
