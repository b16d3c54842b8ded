import { expect, it } from 'vitest';
import { Database } from '../../../src/kernel/database/database.js';
import { UnitOfWork } from '../../../src/kernel/database/unit-of-work.js';
import { Registry } from '../../../src/models/index.js';
import { countUnfolded, refoldTexts } from '../../../src/models/schema/folded-texts.js';
import { describeApi } from '../../support/describe-api.js';
import { create, type Row } from '../../support/documents.js';

describeApi('signs in lists', (api, engine) => {
  const read = async (path: string, column: string) =>
    ((await api.get(`/${path}`)).body as Row[]).map((row) => String(row[column]));

  it('sort texts as the collation does', async () => {
    const emails = ['a11@x.es', 'a1@x.es', 'a.1@x.es', 'a@x.es', 'a-1@x.es', 'a_1@x.es'];
    for (const email of emails) await create(api, 'agentes', { nombre: 'Signs', email });
    const filter = 'filter[nombre]=Signs';
    expect(await read(`agentes?${filter}&sort[email]=ASC`, 'email')).toEqual([
      ...['a_1@x.es', 'a-1@x.es', 'a.1@x.es', 'a@x.es', 'a1@x.es', 'a11@x.es'],
    ]);
    expect(await read(`agentes?${filter}&filter[email_lt]=a1&sort[email]=DESC`, 'email')).toEqual([
      ...['a@x.es', 'a.1@x.es', 'a-1@x.es', 'a_1@x.es'],
    ]);
    // `_` is any sign, `%` any number of them, every other sign itself.
    expect(await read(`agentes?${filter}&filter[email_like]=a_1@x.es`, 'email')).toHaveLength(4);
    expect(await read(`agentes?${filter}&filter[email_like]=a.1@%25`, 'email')).toEqual([
      'a.1@x.es',
    ]);
  });

  it('sort codes as the collation does', async () => {
    const codes = ['HP_0', 'HP_7', 'HP-1', 'HP.1', 'HP0', 'HP1', 'HPA'];
    for (const codagente of codes.toReversed()) {
      await create(api, 'agentes', { codagente, nombre: 'Coded' });
    }
    const filter = 'filter[nombre]=Coded';
    expect(await read(`agentes?${filter}`, 'codagente')).toEqual(codes);
    expect(await read(`agentes?${filter}&sort[codagente]=DESC`, 'codagente')).toEqual(
      codes.toReversed(),
    );
    const below = await read(`agentes?${filter}&filter[codagente_lt]=HP0`, 'codagente');
    expect(below).toEqual(['HP_0', 'HP_7', 'HP-1', 'HP.1']);
    expect(await read(`agentes?${filter}&filter[codagente_gte]=hp.1`, 'codagente')).toEqual([
      ...['HP.1', 'HP0', 'HP1', 'HPA'],
    ]);
    expect(await read(`agentes?${filter}&filter[codagente]=hp_0`, 'codagente')).toEqual(['HP_0']);
  });

  it.runIf(engine === 'embedded')('are folded anew where an older version did', async () => {
    await create(api, 'fabricantes', { codfabricante: 'OLD', nombre: 'O.L-D' });
    await api.execute("UPDATE fabricantes SET nombre__fold = 'o.l-d' WHERE codfabricante = 'OLD'");
    await api.execute("DELETE FROM fn_counters WHERE name = 'folded-texts'");
    const found = () => read('fabricantes?filter[nombre]=o.l-d', 'codfabricante');
    expect(await found()).toEqual([]);
    const { app } = api.server;
    const [registry, database] = [app.get(Registry), app.get(Database)];
    await refoldTexts(registry, database, app.get(UnitOfWork));
    expect(
      await read('fabricantes?filter[nombre]=O.L-D&sort[nombre]=ASC', 'codfabricante'),
    ).toEqual(['OLD']);
    expect(await countUnfolded(registry, database)).toEqual(new Map());
  });
});
