/**
 * Sends requests at a server and counts the answers, in a process of its own: the load then shares
 * an event loop with nothing. It is forked, and sent jobs, one after the other.
 */
import autocannon from 'autocannon';

process.on('message', (job) => {
  fire(job).then(
    (result) => process.send(result),
    (error) => process.send({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());

/**
 * Sends `requests` ({ path, method, body }) in turn for some seconds; each connection starts
 * elsewhere in them, so that no two ask for the same thing at once. Whatever is not answered 200
 * has failed, and `refusal` is the first such answer.
 */
async function fire({ address, headers, requests, connections, seconds }) {
  let connection = 0;
  let refusal = null;
  const result = await autocannon({
    url: address,
    headers,
    connections,
    duration: seconds,
    setupClient(client) {
      const start = Math.floor((requests.length * connection++) / connections);
      client.setRequests([...requests.slice(start), ...requests.slice(0, start)]);
      let last = '';
      client.on('body', (packet) => (last = packet));
      client.on('response', (status) => {
        if (status !== 200) refusal ??= `${status} ${last.toString().split('\r\n\r\n').at(-1)}`;
      });
    },
  });
  const answered = result.statusCodeStats[200]?.count ?? 0;
  // Each connection may have a request on its way when the time is over. Others without an answer
  // are lost: autocannon connects anew, and counts no error, when a server hangs up instead.
  const lost = result.requests.sent - result.requests.total - connections;
  return {
    answered,
    perSecond: answered / result.duration,
    failed: result.requests.total - answered + result.errors + Math.max(0, lost),
    refusal: refusal?.slice(0, 300) ?? null,
  };
}
