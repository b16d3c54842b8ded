import type { Language } from 'facturanest/plugin';

export const TEXTS = {
  en_EN: {
    'webhook-delivery-read-only':
      'Deliveries are written by the server alone; webhookReplay sends one again',
    'webhook-endpoint-deactivated':
      'Webhook endpoint %id% is told no more: %failures% deliveries in a row failed for good. Last error: %error%',
    'webhook-endpoint-gone':
      'Webhook endpoint %id% is told no more: it answered 410, that it is gone',
    'webhook-endpoint-inactive': 'There is no active webhook endpoint %value%',
    'webhook-event-forbidden':
      'The key may not read what the event "%value%" would tell; it needs permission to read each of its resources',
    'webhook-event-unknown':
      'There is no event "%value%"; events are such as FacturaCliente.created, Cliente.* or *.state',
    'webhook-ping-refused': 'The receiver did not take the ping',
    'webhook-ping-taken': 'The receiver took the ping',
    'webhook-replayed': 'Deliveries that are sent again: %count%',
    'webhook-secret-invalid':
      'A secret is whsec_ and 24 to 64 bytes in base64; without one the server makes it',
    'webhook-url-invalid':
      'Field %field%: "%value%" is no web address that can be told of events; it must have no password',
    'webhook-url-not-https': 'Field %field% must be an https address',
    'webhook-url-private': 'Field %field%: %value% is not a public address',
    'webhook-without-events': 'Field %field% must name at least one event, such as Cliente.*',
  },
  es_ES: {
    'webhook-delivery-read-only':
      'Las entregas solo las escribe el servidor; webhookReplay vuelve a enviar una',
    'webhook-endpoint-deactivated':
      'Ya no se avisa al webhook %id%: %failures% entregas seguidas fracasaron del todo. Último error: %error%',
    'webhook-endpoint-gone': 'Ya no se avisa al webhook %id%: respondió 410, que ya no existe',
    'webhook-endpoint-inactive': 'No hay ningún webhook activo %value%',
    'webhook-event-forbidden':
      'La clave no puede leer lo que contaría el evento «%value%»; necesita permiso para leer cada uno de sus recursos',
    'webhook-event-unknown':
      'No existe el evento «%value%»; los eventos son como FacturaCliente.created, Cliente.* o *.state',
    'webhook-ping-refused': 'El receptor no aceptó el ping',
    'webhook-ping-taken': 'El receptor aceptó el ping',
    'webhook-replayed': 'Entregas que se envían de nuevo: %count%',
    'webhook-secret-invalid':
      'Un secreto es whsec_ y de 24 a 64 bytes en base64; si falta, lo crea el servidor',
    'webhook-url-invalid':
      'Campo %field%: «%value%» no es una dirección web a la que avisar; no debe llevar contraseña',
    'webhook-url-not-https': 'Campo %field%: la dirección debe ser https',
    'webhook-url-private': 'Campo %field%: %value% no es una dirección pública',
    'webhook-without-events': 'Campo %field%: indique al menos un evento, como Cliente.*',
  },
} satisfies Record<Language, Record<string, string>>;
