import {
  definePlugin,
  DocumentExporter,
  Injectable,
  MailTransport,
  Module,
  PdfService,
  SheetBlockSource,
  type DocumentSheet,
  type ExportedDocument,
  type ExportedFile,
  type Mail,
  type SheetBlock,
} from 'facturanest/plugin';

/** Keeps letters instead of sending them. */
@Injectable()
export class LetterBox extends MailTransport {
  static readonly letters: Mail[] = [];
  readonly isConfigured = true;

  override send(mail: Mail): Promise<readonly string[]> {
    LetterBox.letters.push(mail);
    return Promise.resolve([]);
  }
}

/** Signs what the server prints. */
@Injectable()
class SigningPdfService extends PdfService {
  override async render(sheet: DocumentSheet): Promise<Uint8Array> {
    return Buffer.concat([await super.render(sheet), Buffer.from('% signed by the postman')]);
  }
}

/** Somewhere to look up what goes on paper: a provider of the plugin's own module. */
@Injectable()
export class Stamps {
  of(code: string): string {
    return `stamp of ${code}`;
  }
}

@Injectable()
class StampBlocks extends SheetBlockSource {
  constructor(private readonly stamps: Stamps) {
    super();
  }

  override blocks({ document }: ExportedDocument): Promise<readonly SheetBlock[]> {
    const text = this.stamps.of(document.codigo);
    return Promise.resolve([{ place: 'end', title: 'Postage', text, rows: [], image: null }]);
  }
}

@Injectable()
class TelegramExporter extends DocumentExporter {
  readonly type = 'TELEGRAM';

  override export(
    { code, totals, blocks }: DocumentSheet,
    { baseName }: ExportedDocument,
  ): Promise<ExportedFile> {
    return Promise.resolve({
      name: `${baseName}.txt`,
      mediaType: 'text/plain; charset=utf-8',
      body: `${code} STOP ${totals.total} STOP ${blocks.map(({ text }) => text).join()}`,
      disposition: 'attachment',
    });
  }
}

@Module({ providers: [Stamps], exports: [Stamps] })
class PostmanModule {}

export default definePlugin({
  name: 'postman',
  version: '0.3.0',
  description: 'Sends documents in other ways.',
  compatible: '>=0.1.0',
  module: PostmanModule,
  exporters: [TelegramExporter],
  blocks: [StampBlocks],
  replaces: [
    { service: MailTransport, by: LetterBox },
    { service: PdfService, by: SigningPdfService },
  ],
});
