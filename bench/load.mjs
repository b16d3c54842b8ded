/**
 * Sends requests at a server and counts the answers, in a process of its own: the load then shares
 * an event loop with nothing. `run.mjs` forks it and sends it jobs, one after the other.
 */
import autocannon from 'autocannon';

const CONNECTIONS = 8;

process.on('message', (job) => {
  fire(job).then(
    (result) => process.send(result),
    (error) => process.send({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());

/**
 * Asks for `paths` in turn for some seconds; each connection starts elsewhere in them, so that no
 * two ask for the same thing at once.
 */
async function fire({ address, headers, paths, seconds }) {
  let connection = 0;
  const result = await autocannon({
    url: address,
    headers,
    connections: CONNECTIONS,
    duration: seconds,
    setupClient(client) {
      const start = Math.floor((paths.length * connection++) / CONNECTIONS);
      const turn = [...paths.slice(start), ...paths.slice(0, start)];
      client.setRequests(turn.map((path) => ({ path })));
    },
  });
  return {
    answered: result['2xx'],
    perSecond: result['2xx'] / result.duration,
    failed: result.non2xx + result.errors + result.timeouts,
  };
}
