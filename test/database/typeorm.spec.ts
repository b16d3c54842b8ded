import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AttachedFile } from '../../src/files/index.js';
import { LogMessage } from '../../src/log/index.js';
import { Withholding } from '../../src/taxes/index.js';
import { PageFilter } from '../../src/users/index.js';
import { describeEngines } from '../support/describe-api.js';
import { openRecords, type RecordsBench } from '../support/records.js';

/** A record for each kind of column: codes, texts, truth values, numbers, days, times, JSON. */
const RECORDS = [
  [
    Withholding,
    'codretencion',
    {
      ...{ activa: false, codretencion: 'IRPF19', codsubcuentaret: null },
      ...{
        codsubcuentaacr: '4751000000',
        descripcion: 'Retención de alquileres',
        porcentaje: 19.5,
      },
    },
  ],
  [
    LogMessage,
    'id',
    {
      ...{ channel: 'api', context: '{}', idcontacto: null, ip: '127.0.0.1', level: 'info' },
      ...{ message: 'Ñandú', model: null, modelcode: null, nick: null, uri: null },
      time: '2026-12-31 23:59:58',
    },
  ],
  [
    AttachedFile,
    'idfile',
    {
      ...{ date: '2026-02-28', hour: '08:05:09', filename: 'a.png', mimetype: 'image/png' },
      ...{ path: '2026/02/1.png', size: 12 },
    },
  ],
  [
    PageFilter,
    'id',
    { description: 'Mine', filters: { codpais: ['ESP', 'PRT'] }, name: 'ListCliente', nick: null },
  ],
] as const;

describeEngines('repositories of TypeORM', (engine) => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords({}, engine);
  });
  afterAll(() => bench.close());

  describe.each(RECORDS.map((each) => [each[0].name, ...each] as const))(
    '%s',
    (_, entity, key, values) => {
      it('write a row that the life cycle reads', async () => {
        const repository = bench.database.dataSource.getRepository<object>(entity);
        const saved = await repository.save(repository.create(values));
        const id = (saved as Record<string, string | number>)[key] as string | number;
        const found = await bench.run((context) => context.records.find<object>(entity, id));
        expect(found).toEqual(Object.assign(new entity(), { [key]: id }, values));
      });

      it('read a row that the life cycle wrote', async () => {
        const repository = bench.database.dataSource.getRepository<object>(entity);
        const own = key === 'codretencion' ? { [key]: 'IRPF7' } : {};
        const written = await bench.run((context) =>
          context.records.insert<object>(entity, { ...values, ...own }),
        );
        const id = (written as Record<string, string | number>)[key];
        const found = await repository.findOneByOrFail({ [key]: id });
        expect(found).toBeInstanceOf(entity);
        expect(found).toEqual(
          await bench.run((context) => context.records.find<object>(entity, id)),
        );
      });
    },
  );

  it('find by the values of columns, and count', async () => {
    const repository = bench.database.dataSource.getRepository(Withholding);
    const found = await repository.findBy({ activa: false, porcentaje: 19.5 });
    expect(found.map(({ codretencion }) => codretencion)).toEqual(['IRPF19', 'IRPF7']);
    expect(await repository.countBy({ activa: true })).toBe(0);
    await repository.update({ codretencion: 'IRPF7' }, { activa: true });
    expect(await repository.countBy({ activa: true })).toBe(1);
  });
});
