import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../../test/support/records.js';
import { refusedInsert, refusedRemoval } from '../../../test/support/refusal.js';
import { Series } from '../index.js';

describe('series', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords({ codserie: 'a' });
  });
  afterAll(() => bench.close());

  const create = (values: Partial<Series>) => bench.run((c) => c.records.insert(Series, values));

  it('without a code take the shortest free one of their description', async () => {
    expect(await create({ descripcion: 'Manual tres' })).toMatchObject({
      codserie: 'M',
      siniva: false,
    });
    expect(await create({ descripcion: 'Manual tres' })).toMatchObject({ codserie: 'MA' });
    expect(await create({ descripcion: '"Q"', codserie: '' })).toMatchObject({ codserie: 'Q' });
  });

  it('without either take a letter', async () => {
    expect(await create({})).toMatchObject({ codserie: 'A', descripcion: null });
    expect(await create({ descripcion: '¿?' })).toMatchObject({ codserie: 'B' });
  });

  it('keep a code that is sent, trimmed', async () => {
    const series = await create({ codserie: ' Z ', descripcion: ' <Zeta> ' });
    expect(series).toMatchObject({ codserie: 'Z', descripcion: '&lt;Zeta&gt;' });
  });

  it.each(['ABCDE', 'A B', 'Ñ'])('refuse the code %s', async (codserie) => {
    const { codes } = await refusedInsert(bench, Series, { codserie, descripcion: 'x' });
    expect(codes).toEqual(['invalid-alphanumeric-code']);
  });

  it('can be deleted unless they are the default', async () => {
    const { codes } = await refusedRemoval(bench, Series, 'A');
    expect(codes).toEqual(['default-record-can-not-be-deleted']);
    await bench.run(async (c) => c.records.remove(Series, (await c.records.find(Series, 'M'))!));
    expect(await bench.run((c) => c.records.find(Series, 'M'))).toBeNull();
  });
});
