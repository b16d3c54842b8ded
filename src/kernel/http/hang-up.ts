import type { IncomingMessage } from 'node:http';
import { RequestError } from './request-error.js';

/**
 * Does work that is of no use to anybody but the client of a request.
 *
 * @param work is told when the client has hung up, by a signal with a RequestError `request-aborted`
 */
export async function whileWaitedFor<T>(
  { socket }: Pick<IncomingMessage, 'socket'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const gone = new AbortController();
  const leave = () => gone.abort(new RequestError(408, 'request-aborted'));
  socket.once('close', leave);
  if (socket.destroyed) leave();
  try {
    return await work(gone.signal);
  } finally {
    socket.off('close', leave);
  }
}
