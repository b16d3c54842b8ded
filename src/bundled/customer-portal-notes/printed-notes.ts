import {
  Injectable,
  isSwitchedOn,
  originOf,
  PluginSettings,
  queryOf,
  Reading,
  SheetBlockSource,
  Translator,
  unescapeText,
  type ExportedDocument,
  type Language,
  type SheetBlock,
} from 'facturanest/plugin';
import { NAME, LANGUAGES_OF_TEXTS } from './texts.js';
import { validNotes } from './valid-notes.js';

/** Prints notes under the lines of the sales documents of their customer. */
@Injectable()
export class PrintedNotes extends SheetBlockSource {
  constructor(
    private readonly reading: Reading,
    private readonly settings: PluginSettings,
    private readonly translator: Translator,
  ) {
    super();
  }

  /** The notes that were valid on the day of the document, so that every copy of it is the same. */
  async blocks(exported: ExportedDocument): Promise<readonly SheetBlock[]> {
    const { kind, document } = exported;
    const { codcliente } = document;
    if (kind.side !== 'sales' || !codcliente) return [];
    const { title, deliverynotes } = await this.settings.of(NAME);
    if (kind.stage === 'delivery note' && !isSwitchedOn(deliverynotes)) return [];
    const context = await this.reading.context(originOf(exported.request));
    const notes = await validNotes(context, codcliente, 'printed', document.fecha);
    if (notes.length === 0) return [];
    const text = notes
      .toReversed()
      .map((note) => unescapeText(note.text))
      .join('\n\n');
    return [{ place: 'lines', title: this.title(title, exported), text, rows: [], image: null }];
  }

  private title(chosen: unknown, exported: ExportedDocument): string {
    if (typeof chosen === 'string' && chosen.trim() !== '') return unescapeText(chosen);
    return this.translator.text('portal-notes-title', {}, this.language(exported));
  }

  /** The language of the document where there are texts in it. */
  private language({ request, subject }: ExportedDocument): Language {
    for (const wanted of [queryOf(request).get('lang'), subject?.langcode]) {
      const letters = typeof wanted === 'string' ? wanted.slice(0, 2).toLowerCase() : '';
      const found = LANGUAGES_OF_TEXTS.find((language) => language.startsWith(letters));
      if (letters !== '' && found) return found;
    }
    return this.translator.language;
  }
}
