import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectRefused } from '../../support/envelope.js';
import { makeKey } from '../../support/keys.js';
import { describeFilesApi, formWith, picture, upload } from './files.js';

const SHOWN = [
  ...['id', 'idfile', 'idproducto', 'orden', 'referencia'],
  ...['download', 'download-permanent', 'thumbnails'],
];
const FOLDER = 'MyFiles/Tmp/Thumbnails';

describeFilesApi('productoimagenes', (api) => {
  let idproducto: number;
  let products = 0;
  const create = (form: Record<string, string | number>) =>
    api.call('POST', '/productoimagenes', { form: { idproducto, ...form } });
  /** A picture of 400×200 with its record. */
  const image = async (format: 'png' | 'jpeg' | 'webp' | 'gif' = 'png', name = `a.${format}`) => {
    const bytes = await picture(format, { width: 400, height: 200, alpha: 0.5 });
    const { idfile } = await upload(api, name, bytes);
    const { body } = await create({ idfile });
    return { id: body.data.id as number, idfile };
  };
  const sizeOf = async (link: string) => {
    const answer = await api.follow(encodeURI(link));
    const { width, height, hasAlpha, format } = await sharp(await answer.arrayBuffer()).metadata();
    return { width, height, hasAlpha, format };
  };
  const counts = () =>
    api.rows(
      'SELECT (SELECT COUNT(*) FROM attached_files), (SELECT COUNT(*) FROM productos_imagenes)',
    );
  beforeAll(async () => {
    const made = await api.call('POST', '/productos', { form: { referencia: 'P1' } });
    idproducto = made.body.data.idproducto;
  });

  it('show files that are pictures, with links', async () => {
    const { id, idfile } = await image();
    const { status, body } = await api.get(`/productoimagenes/${id}`);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual([...SHOWN].sort());
    expect(Object.keys(body).slice(-3)).toEqual(SHOWN.slice(-3));
    expect(body).toMatchObject({ id, idfile, idproducto, referencia: null, thumbnails: [] });
    for (const link of [body.download, body['download-permanent']]) {
      expect(await sizeOf(link)).toMatchObject({ width: 400, height: 200, format: 'png' });
    }
    const list = await api.get(`/productoimagenes?filter[id]=${id}`);
    expect(list.body).toEqual([body]);
    expect(list.headers.get('x-total-count')).toBe('1');
    const streamed = await api.get('/productoimagenes?limit=0');
    for (const row of streamed.body) expect(Object.keys(row).slice(-3)).toEqual(SHOWN.slice(-3));
  });

  // DEFECT of the reference: one showed null.
  it('without a position show their number as one', async () => {
    const { id } = await image();
    expect((await api.get(`/productoimagenes/${id}`)).body.orden).toBe(id);
    expect((await api.get(`/productoimagenes?id=${id}`)).body[0].orden).toBe(id);
  });

  it.each(['filter[nope]=1', 'sort[nope]=ASC'])('refuse %s', async (query) => {
    expectRefused(await api.get(`/productoimagenes?${query}`), 400, 'fields-not-allowed');
  });

  describe('thumbnails', () => {
    it.each([
      ['width=120&height=60', '120x60', [120, 60]],
      ['width=120', '120x100', [120, 60]],
      ['height=80', '100x80', [100, 50]],
      ['width=5000', '1024x100', [200, 100]],
      ['width=5&height=1', '32x32', [32, 16]],
      ['width=50.9&height=40px', '50x40', [50, 25]],
      ['width=1024&height=1024', '1024x1024', [400, 200]],
      ['width=101&height=119', '120x120', [120, 60]],
      ['width=33&height=801', '40x1024', [40, 20]],
    ])('fit into the box of ?%s', async (query, box, [width, height]) => {
      const { id, idfile } = await image('png', 'Foto Roja ñ.png');
      const { body } = await api.get(`/productoimagenes/${id}?${query}`);
      expect(body.thumbnails).toHaveLength(1);
      const [made] = body.thumbnails;
      expect(Object.keys(made)).toEqual(['width', 'height', 'download', 'download-permanent']);
      expect(`${made.width}x${made.height}`).toBe(box);
      const key = `${FOLDER}/${idfile}_foto roja ñ_${box}.png`;
      for (const link of [made.download, made['download-permanent']]) {
        expect(link.startsWith(`${key}?myft=`)).toBe(true);
        // DEFECT of the reference: what is transparent became black.
        expect(await sizeOf(link)).toEqual({ width, height, hasAlpha: true, format: 'png' });
      }
    });

    it.each(['width=0', 'width=-5', 'height=abc', 'width[]=50', 'thumbnails=1'])(
      'are made of nothing: ?%s',
      async (query) => {
        const { id } = await image();
        expect((await api.get(`/productoimagenes/${id}?${query}`)).body.thumbnails).toEqual([]);
      },
    );

    it.each([
      ['jpeg', 'jpg'],
      ['jpeg', 'jpeg'],
      ['gif', 'gif'],
    ] as const)('keep the format %s', async (format, extension) => {
      const { id } = await image(format, `a.${extension}`);
      const { body } = await api.get(`/productoimagenes/${id}?width=50`);
      expect(body.thumbnails[0].download).toMatch(new RegExp(`_50x100\\.${extension}\\?`));
      expect(await sizeOf(body.thumbnails[0].download)).toMatchObject({ width: 50, format });
    });

    it('are made of no WebP', async () => {
      const { id } = await image('webp');
      expect((await api.get(`/productoimagenes/${id}?width=50`)).body.thumbnails).toEqual([]);
    });

    it('are all listed, for each picture its own, also when lists make them', async () => {
      const [one, other] = [await image(), await image()];
      await api.get(`/productoimagenes/${one.id}?width=40`);
      await api.get(`/productoimagenes/${one.id}?width=40`);
      const { body } = await api.get(`/productoimagenes?filter[id_gte]=${one.id}&height=50`);
      const boxes = (row: { thumbnails: { width: number; height: number }[] }) =>
        row.thumbnails.map(({ width, height }) => `${width}x${height}`).sort();
      expect(body.map(boxes)).toEqual([['100x50', '40x100'], ['100x50']]);
      expect(body.map(({ id }: { id: number }) => id)).toEqual([one.id, other.id]);
      const again = await api.get(`/productoimagenes/${one.id}`);
      expect(boxes(again.body)).toEqual(['100x50', '40x100']);
    });

    it('are forty at most, whatever is asked for', async () => {
      const { id } = await image();
      const sides = [...Array.from({ length: 7 }, (_, at) => 30 + 20 * at), 200];
      for (const width of sides) {
        for (const height of sides)
          await api.get(`/productoimagenes/${id}?width=${width}&height=${height}`);
      }
      const { body } = await api.get(`/productoimagenes/${id}?width=1024`);
      expect(body.thumbnails).toHaveLength(40);
    });

    it('have names that links can have', async () => {
      const { id } = await image('png', `100% #1? ${'ñ'.repeat(90)}.png`);
      const { body } = await api.get(`/productoimagenes/${id}?width=50`);
      expect(body.thumbnails).toHaveLength(1);
      expect(await sizeOf(body.thumbnails[0].download)).toMatchObject({ width: 50 });
    });

    it('are asked for by readers', async () => {
      const { id } = await image();
      const { apikey } = await makeKey(api, { productoimagenes: ['get'] });
      const { body } = await api.get(`/productoimagenes/${id}?width=60`, { token: apikey });
      expect(body.thumbnails).toHaveLength(1);
    });

    it('of a picture whose bytes are lost are missing, and nothing else', async () => {
      const { id, idfile } = await image();
      const { body } = await api.get(`/attachedfiles/${idfile}`);
      await api.storage.delete(body.path);
      const answer = await api.get(`/productoimagenes/${id}?width=50`);
      expect([answer.status, answer.body.thumbnails]).toEqual([200, []]);
    });

    it.each(['HEAD', 'GET'])('change what is known of the record: %s', async (method) => {
      const { id } = await image();
      const first = (await api.get(`/productoimagenes/${id}`)).headers.get('etag')!;
      const same = { headers: { 'If-None-Match': first } };
      expect((await api.call(method, `/productoimagenes/${id}`, same)).status).toBe(304);
      expect((await api.call(method, `/productoimagenes/${id}?width=70`, same)).status).toBe(200);
    });
  });

  describe('POST', () => {
    it('takes an attached file', async () => {
      const { idfile } = await upload(api, 'a.png', await picture());
      const { body } = await create({ idfile, orden: 3 });
      expect(Object.keys(body)).toEqual(['ok', 'data']);
      expect(body.data).toMatchObject({ idfile, idproducto, orden: 3, referencia: null });
      expect(body.data).not.toHaveProperty('download');
    });

    it('refuses what is no picture', async () => {
      const { idfile } = await upload(api, 'a.png', 'no picture');
      for (const id of [idfile, 99999]) {
        const answer = await create({ idfile: id });
        expectRefused(answer, 400, 'record-save-error');
        expect(answer.body.details).toMatchObject([{ code: 'not-valid-image', field: 'idfile' }]);
      }
    });

    // DEFECT of the reference: the file was left in the store, and refused.
    it('takes the picture itself', async () => {
      const before = (await counts())[0]!.map(Number);
      const fields = { idproducto: String(idproducto), referencia: 'P1', orden: '7', idfile: '1' };
      const form = formWith([['file', 'Own.PNG', await picture()]], fields);
      const { status, body } = await api.send('POST', '/productoimagenes', form);
      expect(status).toBe(200);
      expect(body.data).toMatchObject({ idproducto, referencia: 'P1', orden: 7 });
      const file = await api.get(`/attachedfiles/${body.data.idfile}`);
      expect(file.body).toMatchObject({ filename: 'own.png', mimetype: 'image/png' });
      expect((await api.follow(file.body.download)).status).toBe(200);
      expect((await counts())[0]!.map(Number)).toEqual(before.map((count) => count + 1));
    });

    it.each([
      [{ idproducto: '99999' }, 'a.png', 'reference-not-found'],
      [{}, 'a.png', 'field-can-not-be-null'],
      [{ idproducto: 'x' }, 'a.png', 'invalid-integer'],
      [{ idproducto: '1' }, 'a.txt', 'not-valid-image'],
      [{ idproducto: '1' }, 'a.php', 'file-type-not-allowed'],
    ])('stores nothing at all with %j and %s', async (fields, name, code) => {
      const before = [await counts(), await api.keys()];
      const content = name.endsWith('png') ? await picture() : 'text';
      const form = formWith([['file', name, content]], fields);
      const answer = await api.send('POST', '/productoimagenes', form);
      expectRefused(answer, 400, 'record-save-error');
      expect(answer.body.details).toMatchObject([{ code }]);
      expect([await counts(), await api.keys()]).toEqual(before);
    });

    it('knows duplicates', async () => {
      const { id, idfile } = await image();
      expectRefused(await create({ id, idfile }), 400, 'duplicate-record');
      const before = [await counts(), await api.keys()];
      const fields = { id: String(id), idproducto: String(idproducto) };
      const form = formWith([['file', 'a.png', await picture()]], fields);
      const answer = await api.send('POST', '/productoimagenes', form);
      expectRefused(answer, 400, 'duplicate-record');
      expect(answer.body.data).toMatchObject({ id, idfile });
      expect([await counts(), await api.keys()]).toEqual(before);
    });

    it('is safe to repeat', async () => {
      const content = await picture();
      const send = () =>
        api.send(
          'POST',
          '/productoimagenes',
          formWith([['f', 'a.png', content]], { idproducto: String(idproducto) }),
          { headers: { 'Idempotency-Key': 'image-1' } },
        );
      const before = (await counts())[0]!.map(Number);
      const [first, second] = [await send(), await send()];
      expect([first.status, second.text]).toEqual([200, first.text]);
      expect((await counts())[0]!.map(Number)).toEqual(before.map((count) => count + 1));
    });

    it('wants something', async () => {
      expectRefused(
        await api.call('POST', '/productoimagenes'),
        ...([400, 'no-data-received-form'] as const),
      );
    });
  });

  describe('PUT and DELETE', () => {
    it('change the record', async () => {
      const { id } = await image();
      const { body } = await api.call('PUT', `/productoimagenes/${id}`, { form: { orden: 9 } });
      expect(body.data.orden).toBe(9);
    });

    it('take the thumbnails along and leave the file', async () => {
      const { id, idfile } = await image();
      await api.get(`/productoimagenes/${id}?width=50`);
      const { status, body } = await api.call('DELETE', `/productoimagenes/${id}`);
      expect([status, body.data.id]).toEqual([200, id]);
      expect(await api.keys(`${FOLDER}/${idfile}_`)).toEqual([]);
      expect((await api.get(`/attachedfiles/${idfile}`)).status).toBe(200);
      expectRefused(
        await api.call('DELETE', `/productoimagenes/${id}`),
        ...([404, 'record-not-found'] as const),
      );
    });

    it('of the product note what is to go', async () => {
      products += 1;
      const form = { referencia: `GONE${products}` };
      const product = await api.call('POST', '/productos', { form });
      const { idfile } = await upload(api, 'a.png', await picture());
      const of = product.body.data.idproducto;
      const { body } = await api.call('POST', '/productoimagenes', {
        form: { idfile, idproducto: of },
      });
      await api.get(`/productoimagenes/${body.data.id}?width=50`);
      expect((await api.call('DELETE', `/productos/${of}`)).status).toBe(200);
      expect(await api.rows('SELECT path FROM fn_file_removals')).toEqual([
        [`${FOLDER}/${idfile}_`],
      ]);
      // Whatever is deleted next sweeps it up; the clock would do so too.
      await api.call('DELETE', `/attachedfiles/${(await upload(api, 'b.txt', 'x')).idfile}`);
      expect(await api.keys(`${FOLDER}/${idfile}_`)).toEqual([]);
      expect(await api.rows('SELECT path FROM fn_file_removals')).toEqual([]);
    });

    it('answer no other method', async () => {
      expectRefused(await api.call('PROPFIND', '/productoimagenes'), 405, 'method-not-allowed');
    });
  });

  it('can be listed as a whole by more clients than there are connections', async () => {
    const { id } = await image();
    await api.execute(
      'INSERT INTO productos_imagenes (idfile, idproducto) ' +
        'WITH RECURSIVE n AS (SELECT 1 x UNION ALL SELECT x + 1 FROM n WHERE x < 900) ' +
        'SELECT idfile, idproducto FROM productos_imagenes JOIN n WHERE id = ?',
      [id],
    );
    const lists = Array.from({ length: 30 }, () =>
      api.get(`/productoimagenes?limit=0&filter[id_gte]=${id}`),
    );
    for (const { status, body } of await Promise.all(lists)) {
      expect([status, body.length]).toEqual([200, 901]);
      expect(body.at(-1)).toHaveProperty('download');
    }
  });
});
