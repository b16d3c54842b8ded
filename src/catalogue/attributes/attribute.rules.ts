import { Injectable } from '@nestjs/common';
import { ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { AttributeValue } from './attribute-value.entity.js';
import { Attribute } from './attribute.entity.js';

/** The name of an attribute is part of the descriptions of its values and changes in them too. */
@Injectable()
export class AttributeRules extends ModelRules<Attribute> {
  readonly model = Attribute;

  override validate(_attribute: Attribute, test: RecordTest<Attribute>): void {
    test.code('codatributo', 20);
    test.escape('nombre');
    test.columns();
  }

  override async assignKey(attribute: Attribute, context: Context): Promise<void> {
    attribute.codatributo = await context.numbers.freeCode(Attribute);
  }

  override async afterUpdate(attribute: Attribute, before: Readonly<Attribute>, context: Context) {
    if (attribute.nombre === before.nombre) return;
    const { codatributo } = attribute;
    for (const value of await context.records.list(AttributeValue, { codatributo })) {
      await context.records.update(AttributeValue, value, {});
    }
  }
}
