import { GeneratedKey, Integer, Model, Text, to } from '../models/index.js';

@Model({
  name: 'ProductoImagen',
  resource: 'productoimagenes',
  table: 'productos_imagenes',
  description: 'A picture of a product or of one of its variants.',
  example: { idproducto: 1, idfile: 1 },
  exampleChange: { orden: 2 },
})
export class ProductImage {
  @GeneratedKey('Internal number of the picture')
  id!: number;

  @Integer('Stored image file: jpeg, png, gif or webp', {
    required: true,
    references: to('attached_files', 'CASCADE'),
  })
  idfile!: number;

  @Integer('Product shown in the picture', {
    required: true,
    references: to('productos', 'CASCADE'),
  })
  idproducto!: number;

  @Text(30, 'Variant shown in the picture; empty for the whole product', {
    references: to('variantes.referencia', 'CASCADE'),
  })
  referencia!: string | null;

  @Integer('Position among the pictures of the product; its number when it has none', {
    shown: { from: ['id'], as: (position, id) => position ?? id },
  })
  orden!: number | null;
}
