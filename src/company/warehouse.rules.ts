import { Injectable } from '@nestjs/common';
import {
  isEmpty,
  keepDefault,
  ModelRules,
  type Context,
  type RecordTest,
} from '../models/index.js';
import { Stock } from '../stock/index.js';
import { Warehouse } from './warehouse.entity.js';

/** Warehouses of the own companies. */
@Injectable()
export class WarehouseRules extends ModelRules<Warehouse> {
  readonly model = Warehouse;

  override validate(record: Warehouse, test: RecordTest<Warehouse>): void {
    test.code('codalmacen', 4);
    test.escape('apartado', 'ciudad', 'codpostal', 'direccion', 'nombre', 'provincia', 'telefono');
    if (isEmpty(record.idempresa)) {
      record.idempresa = Number(test.context.settings.value('idempresa')) || null;
    }
  }

  override async assignKey(record: Warehouse, context: Context): Promise<void> {
    record.codalmacen = await context.numbers.freeCode(Warehouse);
  }

  /** The stock goes first, by its own rules, which bring the totals of its products up to date. */
  override async beforeDelete({ codalmacen }: Warehouse, context: Context): Promise<void> {
    keepDefault(context, 'codalmacen', codalmacen);
    await context.records.find(Warehouse, codalmacen, { lock: true });
    for (const row of await context.records.list(Stock, { codalmacen })) {
      await context.records.remove(Stock, row);
    }
  }
}
