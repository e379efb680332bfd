declare module '*/scripts/lib/files.mjs' {
  export function inRoot(...parts: string[]): string;
  export function hashOf(paths: string[], salt?: string): string;
  export function readText(path: string): string | undefined;
  export function lastLines(text: string, count?: number): string;
}

declare module '*/scripts/lib/say.mjs' {
  export class Refusal extends Error {
    constructor(sentence: string, details?: string);
  }
  export function say(line?: string): void;
  export function explain(error: unknown): void;
  export function seconds(ms: number): string;
  export function step(name: string, work: () => Promise<unknown>): Promise<void>;
}

declare module '*/scripts/lib/postgres.mjs' {
  export interface Postgres {
    readonly pid: number;
    readonly url: string;
    readonly adminUrl: string;
    stop(): Promise<void>;
  }
  export function startPostgres(wanted: {
    dir: string;
    logFile: string;
    password: string;
    durable?: boolean;
    database?: string;
  }): Promise<Postgres>;
  export function query(url: string, sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
}

declare module '*/scripts/lib/prepare.mjs' {
  export const nextBin: string;
  export const webServer: readonly string[];
  export function toolEnv(more?: Record<string, string>): NodeJS.ProcessEnv;
  export function requireNode(): void;
  export function requireSpace(path: string, wantedMb: number): void;
  export function ensureInstalled(): Promise<void>;
  export function ensureGenerated(): Promise<void>;
  export function ensureBuilt(): Promise<void>;
}

declare module '*/scripts/lib/processes.mjs' {
  export function freePort(): Promise<number>;
  export function runNode(
    args: string[],
    options?: { env?: NodeJS.ProcessEnv; cwd?: string; timeoutMs?: number },
  ): Promise<{ readonly code: number; readonly output: string }>;
  export function stopCommands(): Promise<void>;
}

declare module '*/scripts/lib/children.mjs' {
  export interface Child {
    readonly name: string;
    readonly pid: number;
    readonly port: number;
  }
  export class Children {
    constructor(settings: { logs: string; onDeath: (error: Error) => void });
    start(wanted: {
      name: string;
      title: string;
      args: string[];
      env: NodeJS.ProcessEnv;
      port?: number;
      restart?: boolean;
    }): Child;
    pids(): Record<string, number>;
    listening(child: Child, timeoutMs?: number): Promise<void>;
    stop(): Promise<void>;
  }
}

declare module '*/scripts/lib/stop-request.mjs' {
  export function onStopRequest(stop: () => Promise<void>): void;
}

declare module '*/scripts/lib/instance.mjs' {
  interface Places {
    readonly postgres: string;
    readonly schema: string;
  }
  export function placesIn(data: string): Places;
  export function schemaHash(): string;
  export function hasSchema(places: Places, production: boolean): boolean;
  export function noteSchema(places: Places, hash: string): void;
  export function forgetSchema(places: Places): void;
}

declare module '*/scripts/lib/reports.mjs' {
  export function matrixCells(output: string): string;
}
