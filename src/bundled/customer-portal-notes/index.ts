import { definePlugin, Module } from 'facturanest/plugin';
import { InvoicingVeto } from './invoicing-veto.js';
import { PortalNote } from './portal-note.entity.js';
import { PortalNoteRules } from './portal-note.rules.js';
import { PortalNotesController } from './portal-notes.controller.js';
import { PORTAL_NOTES_PART } from './portal-notes.openapi.js';
import { PortalNotes } from './portal-notes.service.js';
import { PrintedNotes } from './printed-notes.js';
import { NAME, TEXTS } from './texts.js';

@Module({ controllers: [PortalNotesController], providers: [InvoicingVeto, PortalNotes] })
class PortalNotesModule {}

export default definePlugin({
  name: NAME,
  version: '1.0.0',
  description: 'Notes about customers that the back office and a customer portal share.',
  compatible: '^0.1.0',
  module: PortalNotesModule,
  models: { entities: [PortalNote], rules: [PortalNoteRules] },
  hooks: [InvoicingVeto],
  blocks: [PrintedNotes],
  settings: { title: '', deliverynotes: true },
  texts: TEXTS,
  openApi: PORTAL_NOTES_PART,
});
