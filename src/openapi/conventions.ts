/** What holds for all resources: the first thing that a reader of the document sees. */
export const CONVENTIONS = `
Invoicing, accounting and stock server that speaks the FacturaScripts REST API v3.

## Keys

Send the API key in the header \`Token\` or \`X-Auth-Token\` (this one wins when both are there).
A key without full access needs a permission for each resource and verb (\`apiaccess\`): GET and
HEAD \`allowget\`, POST \`allowpost\`, PUT and PATCH \`allowput\`, DELETE \`allowdelete\`. Only a key with
full access writes \`apikeyes\`, \`apiaccess\`, \`users\`, \`roles\`, \`roleaccess\`, \`roleusers\` and
\`settings\`. This document and \`/docs\` need no key: they say nothing of the data.

## Bodies

POST, PUT and PATCH take \`application/x-www-form-urlencoded\`, \`application/json\` and
\`multipart/form-data\`, all with the same meaning. PUT and PATCH are the same: only the fields that
are sent change. Unknown fields are ignored and named in the answer's header \`X-Ignored-Fields\`,
those of lines as \`lineas[0].price\`. With the header \`Prefer: handling=strict\` they are refused
instead, with 400 (\`ignored-names\`), and nothing is written.
A creation answers 200.

## Values

| | in answers | in requests |
|---|---|---|
| day | \`DD-MM-YYYY\` | also \`YYYY-MM-DD\` |
| moment | \`DD-MM-YYYY HH:MM:SS\` | also \`YYYY-MM-DD HH:MM[:SS]\`, or a \`T\` for the blank |
| time | \`HH:MM:SS\` | also \`HH:MM\` |
| yes or no | \`true\`, \`false\` | also \`1\`, \`0\`, \`t\`, \`f\`, and as text |
| number | JSON number | also as text, with a decimal point, or a comma that can be nothing else (\`1.234,56\`) |
| nothing | \`null\` | \`null\`; in a form the text \`null\` |

Days and times are those of the server's time zone. Texts are stored trimmed and with \`<\`, \`>\`, \`"\`
and \`'\` as the entities \`&lt;\`, \`&gt;\`, \`&quot;\` and \`&#39;\`, and come out as they are stored.

## Lists

A list answers a bare array and the number of all matching rows in \`X-Total-Count\`.

- \`filter[column]=value\` compares for equality. A suffix of the column's name compares otherwise:
  \`_gt\` \`_gte\` \`_lt\` \`_lte\` \`_neq\`, \`_like\` (contains; with \`%\` a pattern: at most
  200 characters and ten wildcards), \`_in\` (any of \`a,b,c\`), \`_null\` and \`_is\` (has no value),
  \`_notnull\` and \`_isnot\` (has one; the sent value does not matter). Upper and lower
  case, and accents, are the same.
- \`operation[column]=OR\` joins that filter (named with its suffix) to the one before it by OR; else
  they are joined by AND, which binds closer.
- A bare parameter with the name of a column, with or without a suffix (\`?codcliente=1\`,
  \`?nombre_like=ru\`), is a condition besides the filters: codes, numbers, days and switches are
  equal to it, free texts (\`nombre\`, \`descripcion\`, \`observaciones\` …) contain it.
- Texts are found by what was typed, quotes and angles as they are or as their entities. A filter on
  a column of days takes the day of a moment (\`2026-05-01T00:00:00.000Z\`); the value \`null\` of a
  column that is no text finds nothing.
- \`sort[column]=ASC\` or \`DESC\`, several in their order. \`integer:\` before the column sorts a text as
  the number it begins with; \`lower:\` and \`upper:\` are accepted. Without it the key decides.
- \`limit\` is 50 when absent; 0 or less means all rows, and then \`offset\` does not count.
- \`after\` reads on from a row at the same cost however deep: start with \`after=\`, then follow the
  header \`Link: <…>; rel="next"\` until there is none.
- \`fields=a,b\` answers only those columns, of lists and of single records.
- \`expand=name\`, several with commas between, sends each record with a further last member: the
  list of the records that belong to it, such as the \`lineas\` of a document, whole and in its order.
  It works on single records too. The key needs GET permission for the resource of those records.
- \`format=csv\` or \`format=xlsx\`, or such a type before any other in \`Accept\`, answers the list as
  a file: the same rows and columns under a header row. CSV is UTF-8 with a byte order mark,
  semicolons and decimal commas, texts in quotes as they were typed, yes and no as 1 and 0; commas
  and decimal points where the server speaks English (\`APP_LANG=en_EN\`) or with \`locale=en\`. Texts
  that a spreadsheet would take for a formula begin with an apostrophe there; cells of a workbook
  hold what was typed. Single records are JSON.

A name in \`filter\`, \`sort\` or \`operation\` that is no column is refused with 400, and so is a
value in \`filter\` that its column can not be compared with. A column may be written as
\`table.column\` of its own table.

Every other parameter that means nothing is ignored and named in \`X-Ignored-Parameters\`: bare ones
that are no column, are empty or can not be compared (\`fecha=hoy\`), and values of \`fields\`,
\`expand\`, \`format\` and \`after\` that there are none of. With \`Prefer: handling=strict\` they are
refused with 400 (\`invalid-parameters\`).

## Single records

They carry an \`ETag\`; a GET with \`If-None-Match\` answers 304 while nothing has changed. Keys in the
path are percent-encoded (\`/A%2FB\`).

## Safe repeats

A write with the header \`Idempotency-Key\` (1 to 255 printable ASCII characters, chosen by the
client for this one write, such as a UUID) can be sent again when its answer was lost: for 24 hours
the same request with the same key gets the first answer, with \`Idempotent-Replayed: true\`, and
has no further effect. The key of another request is refused with 422 (\`idempotency-key-reused\`),
one whose first request is still running with 409 (\`idempotency-key-in-use\`). Only answers of
writes that were done are kept: after an error the same key may be sent again. Keys of different
callers have nothing to do with each other; reads ignore the header.

## Further methods

HEAD answers as GET does, without a body. OPTIONS on any path below \`/api\` answers 200 to
everybody, with \`Access-Control-Allow-Origin: *\`, \`Access-Control-Allow-Methods\` and the headers
that were asked for in \`Access-Control-Allow-Headers\`: pages of other sites may call this API.
Every other method is refused with 405.

## Errors

All errors have one envelope, \`{"status": "error", "error", "message", "code"}\`: \`error\` and
\`message\` are the same text, in the language of the server or of the cookie \`fsLang\` (\`es_ES\`,
\`en_EN\`); \`code\` is stable and for programs. \`details\` lists the reasons by field, \`data\` shows the
record in question. While the API is disabled everything answers 409.

## Bans and limits

Five refused requests (a wrong key, a forbidden resource) within ten minutes ban the address:
429 with \`Retry-After\`, until the oldest of them is ten minutes old. Requests without any key only
ban further requests without a key. Where the operator limits the requests of a key, answers carry
\`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\`, and those beyond it are 429.
A body may have 10 MB (the operator may say otherwise) and 10 000 fields, a list 200 filters.
`.trim();
