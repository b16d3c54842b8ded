import { Code, Integer, Model, Text, to } from '../models/index.js';

@Model({
  name: 'Familia',
  resource: 'familias',
  table: 'familias',
  description:
    'A family (category) of products. Families form a tree and hand down ledger accounts to their products.',
  example: { codfamilia: 'DESKS', descripcion: 'Desks' },
})
export class Family {
  @Code(8, 'Code that identifies the family', { key: true })
  codfamilia!: string;

  @Text(15, 'Ledger account for purchases of products without their own')
  codsubcuentacom!: string | null;

  @Text(15, 'Ledger account for withholding on purchases of products without their own')
  codsubcuentairpfcom!: string | null;

  @Text(15, 'Ledger account for sales of products without their own')
  codsubcuentaven!: string | null;

  @Text(100, 'Name of the family', { required: true })
  descripcion!: string;

  @Text(8, 'Parent family; empty at the top of the tree')
  madre!: string | null;

  @Integer('Number of products in the family', { required: true, default: 0 })
  numproductos!: number;

  @Integer('Stored file with the picture of the family', {
    references: to('attached_files', 'SET NULL'),
  })
  idattachedfile!: number | null;
}
