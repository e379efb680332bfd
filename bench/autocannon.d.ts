declare module 'autocannon' {
  interface Request {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  }

  interface Client {
    setRequests(requests: readonly Request[]): void;
  }

  interface Options {
    url: string;
    connections: number;
    duration: number;
    headers?: Record<string, string>;
    setupClient?: (client: Client) => void;
  }

  interface Instance extends PromiseLike<{ readonly duration: number }> {
    on(
      event: 'response',
      heard: (client: unknown, status: number, bytes: number, tookMs: number) => void,
    ): this;
    on(event: 'reqError', heard: (error: Error) => void): this;
    stop(): void;
  }

  export default function autocannon(options: Options): Instance;
}
