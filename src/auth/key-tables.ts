import { asFlag, asNumber, asText, freeText, namedTable } from '../kernel/database/sql-table.js';

/* What the gate asks of the tables of keys, whose models are in a room further in. */

export const API_KEYS = namedTable('api_keys', {
  ...{ id: asNumber, apikey: asText, enabled: asFlag, fullaccess: asFlag },
  ...{ lastactivity: asText, lastip: freeText },
});

export const API_ACCESS = namedTable('api_access', {
  ...{ idapikey: asNumber, resource: asText },
  ...{ allowget: asFlag, allowpost: asFlag, allowput: asFlag, allowdelete: asFlag },
});
