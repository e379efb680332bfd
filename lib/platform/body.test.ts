import { expect, it } from 'vitest';
import { bodyText } from './body';
import { webhookRoute } from './webhook-route';

/** A body of unknown length that goes on for as long as anyone reads it. */
function endless(): { request: Request; sent: () => number } {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 10_000;
      if (sent > 100_000_000) controller.close();
      else controller.enqueue(new Uint8Array(10_000));
    },
  });
  const request = new Request('http://localhost/', { method: 'POST', body, duplex: 'half' } as RequestInit);
  return { request, sent: () => sent };
}

const of = (body: string) => new Request('http://localhost/', { method: 'POST', body });

it('reads what was sent, to the byte', async () => {
  expect(await bodyText(of('{"имя": "карта"}'), 100)).toBe('{"имя": "карта"}');
  expect(await bodyText(new Request('http://localhost/', { method: 'POST' }), 100)).toBe('');
});

it('counts bytes, not letters', async () => {
  expect(await bodyText(of('карта'), 10)).toBe('карта');
  expect(await bodyText(of('карта'), 9)).toBeNull();
});

it('stops reading a body without an end', async () => {
  const { request, sent } = endless();
  expect(await bodyText(request, 100_000)).toBeNull();
  expect(sent()).toBeLessThan(200_000);
});

it('a message of an operator without an end is refused before anything looks at it', async () => {
  const { request, sent } = endless();
  const response = await webhookRoute(request, () => Promise.reject(new Error('not asked')));
  expect(response.status).toBe(413);
  expect(sent()).toBeLessThan(200_000);
});
