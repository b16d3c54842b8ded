import { Bool, Integer, Model, Text } from '../models/index.js';

@Model({
  name: 'Page',
  resource: 'pages',
  table: 'pages',
  description: 'A screen of the web interface, with its place in the menu.',
  example: { name: 'WebShop', title: 'Web shop', menu: 'sales' },
})
export class Page {
  @Text(50, 'Style class of the icon of the screen')
  icon!: string | null;

  @Text(20, 'Main menu in which the screen appears')
  menu!: string | null;

  @Text(40, 'Name that identifies the screen, e.g. ListCliente', { key: true })
  name!: string;

  @Integer('Position within the menu, 100 by default', { required: true, default: 100 })
  ordernum!: number;

  @Bool('True if the screen appears in the menu', { required: true, default: true })
  showonmenu!: boolean;

  @Text(20, 'Second level menu in which the screen appears')
  submenu!: string | null;

  @Text(50, 'Title of the screen or its translation key', { required: true, freeText: true })
  title!: string;
}
