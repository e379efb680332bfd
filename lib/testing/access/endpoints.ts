import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

export interface PageFile {
  /** address with its parameters in brackets, without groups: «/sim-cards/[id]» */
  readonly path: string;
  readonly file: string;
  /** the permission that the page itself asks for; null: it asks for none */
  readonly asks: string | null;
}

export interface RouteMethod {
  /** «POST /api/device/v1/pair» */
  readonly key: string;
  readonly method: string;
  readonly path: string;
  /** only says that it does not know the method */
  readonly refuses: boolean;
}

export interface ActionExport {
  /** folder below lib, a dot, name: «sim-cards/bulk.confirmBulk» */
  readonly key: string;
  readonly file: string;
  readonly name: string;
  /** name of its schema, and the file that the actions import it from */
  readonly schema: string;
  readonly schemaFile: string;
}

function filesBelow(root: string, folder: string, name: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith(`/${name}`))
    .sort();
}

const read = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The address of a file of `app`: groups and slots are no part of it. */
function addressOf(file: string): string {
  const parts = file.split('/').slice(1, -1);
  return `/${parts.filter((part) => !part.startsWith('(') && !part.startsWith('@')).join('/')}`;
}

export function allPages(root: string): PageFile[] {
  return filesBelow(root, 'app', 'page.tsx').map((file) => ({
    path: addressOf(file),
    file,
    asks: /cabinetPage\(\s*'([^']+)'/.exec(read(root, file))?.[1] ?? null,
  }));
}

function methodsIn(source: string): Map<string, boolean> {
  const found = new Map<string, boolean>();
  for (const [, names = '', maker = ''] of source.matchAll(/export const \{([^}]+)\} = (\w+)/g)) {
    for (const name of names.split(',')) found.set(name.trim(), maker === 'notAllowed');
  }
  for (const [, name = ''] of source.matchAll(/export (?:async )?(?:function|const) (\w+)/g))
    found.set(name, false);
  for (const [, names = ''] of source.matchAll(/export \{([^}]+)\}/g)) {
    for (const name of names.split(',')) found.set(name.split(' as ').at(-1)?.trim() ?? '', false);
  }
  return new Map([...found].filter(([name]) => (METHODS as readonly string[]).includes(name)));
}

export function allRoutes(root: string): RouteMethod[] {
  return filesBelow(root, 'app', 'route.ts').flatMap((file) => {
    const address = addressOf(file);
    return [...methodsIn(read(root, file))].map(([method, refuses]) => ({
      key: `${method} ${address}`,
      method,
      path: address,
      refuses,
    }));
  });
}

export function allActions(root: string): ActionExport[] {
  return filesBelow(root, 'lib', 'actions.ts').flatMap((file) => {
    const folder = file.split('/').slice(1, -1).join('/');
    const source = read(root, file);
    const calls = source.matchAll(/export const (\w+) = \w+\(\s*(\w+)/g);
    const imports = [...source.matchAll(/import \{([^}]+)\} from '(\.[^']+)';/g)];
    const fileOf = (name: string) => {
      const from = imports.find(([, names = '']) => names.split(',').some((each) => each.trim() === name));
      return path.join(path.dirname(file), `${from?.[2] ?? 'schema'}.ts`);
    };
    return [...calls].map(([, name = '', schema = '']) => ({
      key: `${folder}.${name}`,
      file,
      name,
      schema,
      schemaFile: fileOf(schema),
    }));
  });
}
