import { LongText, Model, Text } from '../models/index.js';
import { visibleProperties } from './settings-properties.js';

@Model({
  name: 'Settings',
  resource: 'settings',
  table: 'settings',
  description: 'A group of program settings, kept as name and value pairs.',
  example: { name: 'web-shop', colour: 'blue' },
  exampleChange: { colour: 'green' },
})
export class StoredSettings {
  @Text(50, 'Name of the group, e.g. default or email', { key: true })
  name!: string;

  @LongText('Settings of the group as a JSON object', {
    searchable: false,
    shown: { as: (stored) => stored && visibleProperties(String(stored)) },
  })
  properties!: string | null;
}
