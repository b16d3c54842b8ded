import { Bool, Code, Model, Text } from '../models/index.js';

@Model({
  name: 'AgenciaTransporte',
  resource: 'agenciatransportes',
  table: 'agenciastrans',
  description: 'A carrier company that ships goods to customers.',
  example: { codtrans: 'ROAD', nombre: 'Road Freight', telefono: '912 345 678' },
})
export class Carrier {
  @Bool('True while the carrier can be chosen', { required: true, default: true })
  activo!: boolean;

  @Code(8, 'Short code of the carrier', { key: true })
  codtrans!: string;

  @Text(100, 'Commercial name of the carrier', { required: true })
  nombre!: string;

  @Text(30, 'Telephone number of the carrier')
  telefono!: string | null;

  @Text(100, 'Web address, with scheme or starting with www', { freeText: false })
  web!: string | null;
}
