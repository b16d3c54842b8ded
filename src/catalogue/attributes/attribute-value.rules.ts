import { Injectable } from '@nestjs/common';
import { ModelRules, type RecordTest } from '../../models/index.js';
import { AttributeValue } from './attribute-value.entity.js';
import { Attribute } from './attribute.entity.js';

/** Describes a value by the name of its attribute and itself: `Colour Red`. */
@Injectable()
export class AttributeValueRules extends ModelRules<AttributeValue> {
  readonly model = AttributeValue;

  override async validate(value: AttributeValue, test: RecordTest<AttributeValue>): Promise<void> {
    test.escape('valor');
    const attribute = await test.context.records.find(Attribute, value.codatributo);
    if (attribute && value.valor !== null) {
      value.descripcion = `${attribute.nombre} ${value.valor}`;
    }
    test.columns();
  }
}
