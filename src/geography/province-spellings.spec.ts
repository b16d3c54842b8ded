import { readFileSync } from 'node:fs';
import { normalForm } from '../kernel/text/normal-form.js';
import { describe, expect, it } from 'vitest';
import { isSameProvince, provinceSpellings } from './province-spellings.js';

/** The 52 provinces as the INE lists them, by their numbers. */
const INE =
  `Araba/Álava|Albacete|Alicante/Alacant|Almería|Ávila|Badajoz|Balears, Illes|Barcelona|Burgos
Cáceres|Cádiz|Castellón/Castelló|Ciudad Real|Córdoba|Coruña, A|Cuenca|Girona|Granada|Guadalajara
Gipuzkoa|Huelva|Huesca|Jaén|León|Lleida|Rioja, La|Lugo|Madrid|Málaga|Murcia|Navarra|Ourense|Asturias
Palencia|Palmas, Las|Pontevedra|Salamanca|Santa Cruz de Tenerife|Cantabria|Segovia|Sevilla|Soria
Tarragona|Teruel|Toledo|Valencia/València|Valladolid|Bizkaia|Zamora|Zaragoza|Ceuta|Melilla`.split(
    /[|\n]/,
  );
/** The same in Spanish. */
const SPANISH =
  `Álava|Albacete|Alicante|Almería|Ávila|Badajoz|Baleares|Barcelona|Burgos|Cáceres|Cádiz
Castellón|Ciudad Real|Córdoba|La Coruña|Cuenca|Gerona|Granada|Guadalajara|Guipúzcoa|Huelva|Huesca|Jaén
León|Lérida|La Rioja|Lugo|Madrid|Málaga|Murcia|Navarra|Orense|Asturias|Palencia|Las Palmas|Pontevedra
Salamanca|Santa Cruz de Tenerife|Cantabria|Segovia|Sevilla|Soria|Tarragona|Teruel|Toledo|Valencia
Valladolid|Vizcaya|Zamora|Zaragoza|Ceuta|Melilla`.split(/[|\n]/);

const SEEDED = readFileSync('seeds/ESP/provincias.csv', 'utf8')
  .split('\n')
  .slice(1, 53)
  .map((line) => line.split(';')[2] ?? '');

describe('the name of a province', () => {
  it.each(SEEDED.map((name, index) => [name, INE[index] ?? '', SPANISH[index] ?? '']))(
    '%s is also %s and %s, and no other',
    (seeded, official, spanish) => {
      for (const name of [official, spanish]) {
        const spellings = [
          name,
          name.toUpperCase(),
          normalForm(name, 'NFD').replace(/\p{Mn}/gu, ''),
        ];
        for (const each of spellings) {
          expect(SEEDED.filter((other) => isSameProvince(each, other))).toEqual([seeded]);
        }
      }
    },
  );

  it.each([
    ['Balears (Illes)', 'Illes Balears'],
    ['Islas Baleares', 'Illes Balears'],
    [' coruña,a ', 'A Coruña'],
    ['Alacant', 'Alicante/Alacant'],
    ['València', 'Valencia/València'],
    ['Álava', 'Araba/Álava'],
    ["Val-d'Oise", 'Val-d&#39;Oise'],
    ['Val-d’Oise', 'Val-d&#39;Oise'],
  ])('%s means %s', (typed, stored) => {
    expect(isSameProvince(typed, stored)).toBe(true);
  });

  it('means nothing without letters, and its own spelling comes first', () => {
    expect(isSameProvince('', '')).toBe(false);
    expect(isSameProvince('/', 'Lugo')).toBe(false);
    expect(provinceSpellings('Rioja, La')[0]).toBe('la rioja');
    expect(isSameProvince('Las Palmas', 'La Rioja')).toBe(false);
  });
});
