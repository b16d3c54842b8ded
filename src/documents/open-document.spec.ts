import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import type { Context } from '../models/index.js';
import { CustomerQuote, CustomerQuoteLine } from './index.js';
import { kindOf, type AnyDocument } from './kinds/document-kind.js';
import { OpenDocument } from './open-document.js';

const KIND = kindOf(CustomerQuote);

describe('a document in hand', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords({});
  });
  afterAll(() => bench.close());

  const quote = (): AnyDocument =>
    Object.assign(new CustomerQuote(), { idpresupuesto: 7, codcliente: 'C1' });
  const line = (idlinea: number, orden: number) =>
    Object.assign(new CustomerQuoteLine(), { idlinea, orden });
  const inHand = <T>(test: (context: Context) => T | Promise<T>) =>
    bench.run((context) => Promise.resolve(test(context)));

  it('says its key, its subject and what it was', () =>
    inHand((context) => {
      const before = Object.assign(quote(), { codcliente: 'C2' });
      const document = new OpenDocument(KIND, quote(), context, before);
      expect([document.key, document.subjectCode]).toEqual([7, 'C1']);
      expect(document.former).toMatchObject({ key: 7, subjectCode: 'C2', former: null });
      expect(new OpenDocument(KIND, new CustomerQuote(), context)).toMatchObject({
        key: 0,
        subjectCode: null,
        former: null,
      });
    }));

  it('lists the lines that it is written with: the highest position first, then as they came', () =>
    inHand(async (context) => {
      const document = new OpenDocument(KIND, quote(), context);
      document.takeLines([line(1, 0), line(3, 5), line(2, 5)]);
      expect((await document.lines()).map(({ idlinea }) => idlinea)).toEqual([2, 3, 1]);
    }));

  it('reads stored lines once', () =>
    inHand(async (context) => {
      const document = new OpenDocument(KIND, quote(), context);
      const read = vi.spyOn(context.records, 'list').mockResolvedValue([line(1, 0), line(2, 1)]);
      expect((await document.lines()).map(({ idlinea }) => idlinea)).toEqual([2, 1]);
      await document.lines();
      expect(read).toHaveBeenCalledOnce();
      expect(document.writtenLines).toBeNull();
    }));

  it('finds the lines of its record that somebody else writes with it', () =>
    inHand((context) => {
      const record = quote();
      const whole = new OpenDocument(KIND, record, context);
      const lines = [line(1, 0)];
      whole.takeLines(lines);
      whole.openAsWhole();
      const other = new OpenDocument(KIND, record, context);
      other.openAsWhole();
      expect(OpenDocument.whole(KIND, 7, context)).toBe(whole);
      expect(other.writtenLines).toBe(lines);
    }));

  it('takes the place of another record of the same document', () =>
    inHand((context) => {
      new OpenDocument(KIND, quote(), context).openAsWhole();
      const document = new OpenDocument(KIND, quote(), context);
      expect(document.writtenLines).toBeNull();
      document.openAsWhole();
      expect(OpenDocument.whole(KIND, 7, context)).toBe(document);
    }));
});
