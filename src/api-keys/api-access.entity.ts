import { Bool, GeneratedKey, Integer, Model, Text, to } from '../models/index.js';

@Model({
  name: 'ApiAccess',
  resource: 'apiaccess',
  table: 'api_access',
  description:
    'Permission of one API key on one resource, with a flag per HTTP method. It matters only for keys without full access.',
  example: { idapikey: 1, resource: 'clientes', allowget: true },
  unique: [{ name: 'unique_api_access', columns: ['idapikey', 'resource'] }],
})
export class ApiAccess {
  @Bool('True if the key may delete (DELETE)', { initial: true })
  allowdelete!: boolean | null;

  @Bool('True if the key may read (GET)', { initial: true })
  allowget!: boolean | null;

  @Bool('True if the key may create (POST)', { initial: true })
  allowpost!: boolean | null;

  @Bool('True if the key may change (PUT and PATCH)', { initial: true })
  allowput!: boolean | null;

  @GeneratedKey('Internal number of the permission')
  id!: number;

  @Integer('API key that receives the permission', {
    required: true,
    references: to('api_keys', 'CASCADE'),
  })
  idapikey!: number;

  @Text(100, 'Resource or endpoint name, exactly as it appears in the URL', {
    required: true,
    freeText: false,
  })
  resource!: string;
}
