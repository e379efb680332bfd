import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

let isDone = false;

/**
 * Adds the address of the connection to `X-Forwarded-For` of every request, as a proxy would: routes see no socket, and
 * what a client has sent in that header must not pass for it.
 */
export function noteTheirAddress(): void {
  if (isDone) return;
  isDone = true;
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    const sent = request.headers['x-forwarded-for'];
    const peer = request.socket.remoteAddress ?? 'unknown';
    request.headers['x-forwarded-for'] = sent === undefined ? peer : `${String(sent)}, ${peer}`;
  });
}
