import { Injectable, isEmpty, ModelRules, refuse, type RecordTest } from 'facturanest/plugin';
import { PortalNote } from './portal-note.entity.js';

@Injectable()
export class PortalNoteRules extends ModelRules<PortalNote> {
  readonly model = PortalNote;

  override validate(note: PortalNote, test: RecordTest<PortalNote>): void {
    test.escape('text', 'author', 'reason');
    test.emptyToNull('validfrom', 'validuntil');
    test.filled('codcliente');
    test.filled('text');
    test.columns();
    const { validfrom, validuntil } = note;
    if (validfrom && validuntil && validuntil < validfrom) {
      refuse('portal-note-days', 'validuntil');
    }
    if (note.blocking && isEmpty(note.reason)) refuse('portal-note-reason', 'reason');
  }
}
