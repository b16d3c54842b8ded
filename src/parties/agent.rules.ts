import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { ModelRules, type Context, type RecordTest } from '../models/index.js';
import { Agent } from './agent.entity.js';
import { Contact } from './contact.entity.js';
import { linkOrNull, markLeft, testTaxId } from './party-steps.js';

/** Sales agents, each with a contact for its address. */
@Injectable()
export class AgentRules extends ModelRules<Agent> {
  readonly model = Agent;

  override async validate(
    record: Agent,
    test: RecordTest<Agent>,
    before: Readonly<Agent> | null,
  ): Promise<void> {
    test.escape('cargo', 'nombre');
    test.escapeOrEmpty('observaciones');
    markLeft(record);
    test.code('codagente', 10);
    record.idcontacto = linkOrNull(record.idcontacto);
    test.columns();
    await testTaxId(test);
    test.emailAndPhones('telefono1', 'telefono2');
    await testContact(record, before, test.context);
  }

  override async assignKey(record: Agent, context: Context): Promise<void> {
    record.codagente = await context.numbers.freeCode(Agent);
  }

  override async afterSave(
    record: Agent,
    _before: Readonly<Agent> | null,
    context: Context,
  ): Promise<void> {
    if (record.idcontacto !== null) return;
    const { codagente, nombre, cifnif, email, telefono1, telefono2, tipoidfiscal } = record;
    const { idcontacto } = await context.records.insert(Contact, {
      descripcion: nombre,
      nombre,
      cifnif,
      email,
      telefono1,
      telefono2,
      tipoidfiscal,
    });
    record.idcontacto = idcontacto;
    await context.records.assign(Agent, { codagente }, { idcontacto });
  }
}

/** A contact that is given must exist; one that older programs left dangling is made anew. */
async function testContact(
  record: Agent,
  before: Readonly<Agent> | null,
  context: Context,
): Promise<void> {
  const given = record.idcontacto;
  if (given === null || (await context.records.find(Contact, given))) return;
  record.idcontacto = null;
  if (given !== before?.idcontacto) refuse('contact-not-found', 'idcontacto', { value: given });
}
