import { Code, Model, Text } from '../models/index.js';

@Model({
  name: 'Role',
  resource: 'roles',
  table: 'roles',
  description: 'A role: a set of screen permissions that can be given to users.',
  example: { codrole: 'SALES', descripcion: 'Sales staff' },
})
export class Role {
  @Code(20, 'Code that identifies the role', { key: true })
  codrole!: string;

  @Text(200, 'Name of the role', { required: true })
  descripcion!: string;
}
