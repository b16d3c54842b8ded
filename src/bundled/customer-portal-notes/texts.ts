import type { Language } from 'facturanest/plugin';

/** The name of the plugin, and of its settings. */
export const NAME = 'customer-portal-notes';

export const TEXTS = {
  en_EN: {
    'customer-not-invoiced': '%customer% must get no invoice. Note %note% says why: %reason%',
    'portal-note-days': 'The last day of a note can not be before its first one.',
    'portal-note-reason': 'A note that blocks invoicing needs a reason.',
    'portal-notes-title': 'Notes',
  },
  es_ES: {
    'customer-not-invoiced':
      'No se puede facturar a %customer%. La nota %note% dice por qué: %reason%',
    'portal-note-days': 'El último día de una nota no puede ser anterior al primero.',
    'portal-note-reason': 'Una nota que bloquea la facturación necesita un motivo.',
    'portal-notes-title': 'Notas',
  },
} satisfies Record<Language, Record<string, string>>;

export const LANGUAGES_OF_TEXTS = Object.keys(TEXTS) as Language[];
