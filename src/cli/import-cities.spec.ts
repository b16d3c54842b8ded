import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines } from '../../test/support/describe-api.js';
import {
  type CommandLine,
  openCommandLine,
  type Outcome,
} from '../../test/support/command-line.js';
import { readConfig } from '../kernel/config/config.js';
import { onDatabaseAsIs } from './database-access.js';

describeEngines('import cities', (engine) => {
  let cli: CommandLine;
  beforeAll(async () => {
    cli = await openCommandLine(engine);
    await cli.run('install');
  });
  afterAll(() => cli.close());

  function importing(text: string | Uint8Array, options = ''): Promise<Outcome> {
    const path = join(cli.folder, 'cities.csv');
    writeFileSync(path, text);
    return cli.run(`import cities ${path} ${options}`);
  }

  function stored(province: number): Promise<unknown[][]> {
    const sql = `SELECT ciudad, codeid, latitude, longitude FROM ciudades
                 WHERE idprovincia = ${province} ORDER BY idciudad`;
    return onDatabaseAsIs(readConfig(cli.environment), (database) => database!.rows(sql));
  }

  it('takes provinces by name, also by one of two, and leaves existing cities alone', async () => {
    const file =
      '\uFEFFciudad;provincia;latitude;longitude;population\n' +
      "L'Àlber;barcelona;41.5;2.25;1\n\nVitoria;Álava;;;2\nvitoria;Araba/Álava;NULL;;2\n";

    expect(await importing(file)).toEqual({
      exitCode: 0,
      out: '',
      err: 'Columns that are not imported: population.\n2 cities created, 1 already there.\n',
    });
    expect(await stored(8)).toEqual([['L&#39;Àlber', null, 41.5, 2.25]]);
    expect(await stored(1)).toEqual([['Vitoria', null, null, null]]);
    expect((await importing(file)).err).toMatch('0 cities created, 3 already there.');
  });

  it('reads decimal commas between semicolons, and points between commas', async () => {
    await importing('ciudad;idprovincia;latitude;longitude\nUno;2;41,5;-2,25\n');
    await importing('ciudad,idprovincia,latitude,longitude\n"Dos, A",2,41.5,-2.25\n');
    expect(await stored(2)).toEqual([
      ['Uno', null, 41.5, -2.25],
      ['Dos, A', null, 41.5, -2.25],
    ]);
  });

  it('takes provinces by the names of the INE and by the Spanish ones', async () => {
    const file =
      'ciudad;provincia\nOleiros;Coruña, A\nArteixo;LA CORUÑA\nMaó;Balears, Illes\n' +
      "Bermeo;Vizcaya\nL'Escala;Gerona\nL'Escala;girona\n";
    expect((await importing(file)).err).toBe('5 cities created, 1 already there.\n');
    const names = async (province: number) => (await stored(province)).map(([name]) => name);
    expect(await names(15)).toEqual(['Oleiros', 'Arteixo']);
    expect([await names(7), await names(48)]).toEqual([['Maó'], ['Bermeo']]);
    expect(await names(17)).toEqual(['L&#39;Escala']);
  });

  it('stores whole batches only, and names the line of a bad row', async () => {
    const lines = Array.from({ length: 450 }, (_, index) => `City ${index};3;${index}`);
    lines[430] = 'City 430;999;1';
    const { exitCode, err } = await importing(`ciudad;idprovincia;codeid\n${lines.join('\n')}`);

    expect(exitCode).toBe(1);
    expect(err).toBe(
      'Line 432: there is no province with the number "999".\n' +
        'Nothing of lines 402 to 432 was stored. Before it: 400 cities created, 0 already there.\n',
    );
    expect(await stored(3)).toHaveLength(400);
  });

  it.each([
    ['ciudad;provincia\nA;Atlantis\n', 'Line 2: there is no province "Atlantis" in ESP.'],
    ['ciudad;idprovincia\nA;28\nB\n', 'Line 3: it has 1 cells, the header 2.'],
    ['ciudad;idprovincia\nA;28\n;28\n', 'Line 3: the city has no name.'],
    [
      'ciudad;idprovincia;latitude\nA;28;91\n',
      'Line 2: latitude "91" is no number from -90 to 90.',
    ],
    ['ciudad;idprovincia;codeid\nA;28;123456\n', 'Line 2: Field codeid of table ciudades holds'],
    ['ciudad;idprovincia\nA;28\n"B;28\n', 'Line 3: Quote Not Closed'],
    ['ciudad|idprovincia\nA|28\n', 'The first line must name the columns'],
    ['', 'cities.csv is empty.'],
  ])('refuses %j', async (file, message) => {
    const { exitCode, err } = await importing(file);

    expect(exitCode).toBe(1);
    expect(err).toContain(message);
    expect(await stored(28)).toEqual([]);
  });

  it('refuses text that is not in UTF-8', async () => {
    const { exitCode, err } = await importing(
      Buffer.from('ciudad;idprovincia\nCádiz;28\n', 'latin1'),
    );
    expect({ exitCode, err }).toMatchObject({ exitCode: 1 });
    expect(err).toMatch(/^Line 2: it is not in UTF-8/);
  });

  it('refuses a file and a country that are not there', async () => {
    expect((await cli.run('import cities nothing.csv')).err).toBe('There is no nothing.csv.\n');
    expect((await importing('ciudad;provincia\n', '--country XXX')).err).toBe(
      'There is no country XXX.\n',
    );
  });
});
