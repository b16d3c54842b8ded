import {
  Bool,
  GeneratedKey,
  Integer,
  Model,
  Money,
  Real,
  setting,
  Text,
  to,
} from '../../models/index.js';

@Model({
  name: 'Partida',
  resource: 'partidas',
  table: 'partidas',
  description: 'One line of a journal entry: a debit or credit on a ledger account.',
  example: { idasiento: 1, codsubcuenta: '5700000000', concepto: 'Till opened', debe: 10 },
})
export class JournalEntryLine {
  @Money('Taxable base to which the VAT of the line refers', { required: true, default: 0 })
  baseimponible!: number;

  @Text(30, 'Tax identification number of the party, on VAT lines')
  cifnif!: string | null;

  @Text(15, 'Code of the ledger account on the other side')
  codcontrapartida!: string | null;

  @Text(3, 'Currency of the amounts of the line', { initial: setting('coddivisa') })
  coddivisa!: string | null;

  @Text(4, 'Numbering series of the invoice, on VAT lines')
  codserie!: string | null;

  @Text(15, 'Code of the ledger account that is charged or credited', { required: true })
  codsubcuenta!: string;

  @Text(255, 'Text that explains the line')
  concepto!: string | null;

  @Money('Debit amount of the line', { required: true, default: 0 })
  debe!: number;

  @Text(50, 'Code of the document that originated the line')
  documento!: string | null;

  @Text(15, 'Sequential number of the invoice, on VAT lines')
  factura!: string | null;

  @Money('Credit amount of the line', { required: true, default: 0 })
  haber!: number;

  @Integer('Journal entry that contains the line', {
    required: true,
    references: to('asientos', 'CASCADE'),
  })
  idasiento!: number;

  @Integer('Internal number of the ledger account on the other side', {
    references: to('subcuentas', 'SET NULL'),
  })
  idcontrapartida!: number | null;

  @GeneratedKey('Internal number of the line')
  idpartida!: number;

  @Integer('Internal number of the ledger account that is charged or credited', {
    required: true,
    references: to('subcuentas', 'RESTRICT'),
  })
  idsubcuenta!: number;

  @Real('VAT percentage, on VAT lines; otherwise empty')
  iva!: number | null;

  @Integer('Position of the line within the entry', { required: true, default: 0 })
  orden!: number;

  @Bool('True when a person has checked the line off', { required: true, default: false })
  punteada!: boolean;

  @Real('Equivalence surcharge percentage, on surcharge lines; otherwise 0', {
    required: true,
    default: 0,
  })
  recargo!: number;

  @Money('Running balance of the ledger account after this line', { required: true, default: 0 })
  saldo!: number;

  @Real('Exchange rate of the line currency, 1 for the base currency', {
    required: true,
    default: 0,
    initial: 1,
  })
  tasaconv!: number;
}
