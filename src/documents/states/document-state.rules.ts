import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/errors/problem.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { DocumentState } from './document-state.entity.js';
import { isInvoice } from '../kinds/document-kind.js';

/**
 * Statuses of documents. Every kind of document has at most one default status, in which new
 * documents start and which must leave them editable; a locked status stays as it is.
 */
@Injectable()
export class DocumentStateRules extends ModelRules<DocumentState> {
  readonly model = DocumentState;

  override validate(record: DocumentState, test: RecordTest<DocumentState>): void {
    test.escape('nombre', 'color', 'icon');
    test.filled('nombre');
    test.filled('tipodoc');
    if (!record.activo) record.predeterminado = false;
    if (!isEmpty(record.generadoc)) testGeneration(record);
    if (record.predeterminado && !record.editable) refuse('default-not-editable', 'editable');
    test.columns();
  }

  override beforeUpdate(record: DocumentState, before: Readonly<DocumentState>): void {
    if (before.bloquear && record.bloquear) refuse('locked-status', 'bloquear');
  }

  override async afterSave(
    record: DocumentState,
    before: Readonly<DocumentState> | null,
    context: Context,
  ): Promise<void> {
    const { idestado, tipodoc, predeterminado } = record;
    if (predeterminado) await clearOtherDefaults(record, context);
    const wasDefault = before?.predeterminado && (!predeterminado || before.tipodoc !== tipodoc);
    if (wasDefault) await chooseDefault(before.tipodoc, context, idestado);
  }

  override beforeDelete(record: DocumentState): void {
    if (record.bloquear) refuse('locked-status', 'bloquear');
  }

  override async afterDelete(record: DocumentState, context: Context): Promise<void> {
    if (record.predeterminado) await chooseDefault(record.tipodoc, context);
  }
}

/** A document that has generated the next one is done: it keeps no stock and is not edited. */
function testGeneration(record: DocumentState): void {
  if (isInvoice(record.tipodoc)) refuse('invoices-generate-nothing', 'generadoc');
  if (record.actualizastock) refuse('generating-status-moves-no-stock', 'actualizastock');
  record.editable = false;
}

async function clearOtherDefaults(record: DocumentState, context: Context): Promise<void> {
  const { idestado, tipodoc } = record;
  // All of the kind are locked: two statuses can not become its default at the same time.
  const states = await context.records.list(DocumentState, { tipodoc }, { lock: true });
  for (const other of states) {
    if (!other.predeterminado || other.idestado === idestado) continue;
    await setDefault(other.idestado, false, context);
  }
}

/** The first editable status follows as default; none does when it is the one that gave up. */
async function chooseDefault(tipodoc: string, context: Context, former?: number): Promise<void> {
  const taken = await context.records.first(DocumentState, { tipodoc, predeterminado: true });
  if (taken) return;
  const editable = await context.records.list(DocumentState, { tipodoc, editable: true });
  const next = editable.find(({ idestado, activo }) => activo || idestado === former);
  if (next && next.idestado !== former) await setDefault(next.idestado, true, context);
}

async function setDefault(idestado: number, predeterminado: boolean, context: Context) {
  // Without the rules: locked statuses gain and lose the default too.
  await context.records.assign(DocumentState, { idestado }, { predeterminado });
}
