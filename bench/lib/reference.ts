import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, inRoot, lastLines, readText } from '../../scripts/lib/files.mjs';
import { nextBin, toolEnv } from '../../scripts/lib/prepare.mjs';
import { runNode } from '../../scripts/lib/processes.mjs';
import { Refusal, step } from '../../scripts/lib/say.mjs';

const SOURCES = ['bench/reference', 'package-lock.json'];

/** The reference application, copied aside (a build writes beside its sources) and built. @returns its folder */
export async function builtReference(): Promise<string> {
  const dir = inRoot('.test', 'bench-reference');
  const stamp = join(dir, '.next', 'source-hash');
  const hash = hashOf(SOURCES);
  if (readText(stamp) === hash && existsSync(join(dir, '.next', 'BUILD_ID'))) return dir;
  await step('Сборка образца для сравнения', async () => {
    rmSync(dir, { recursive: true, force: true });
    cpSync(inRoot('bench', 'reference'), dir, { recursive: true });
    const env = toolEnv({ NODE_ENV: 'production' });
    const { code, output } = await runNode([nextBin, 'build', dir], { env });
    if (code !== 0) throw new Refusal('Образец для сравнения не собрался.', lastLines(output, 30));
    writeFileSync(stamp, hash);
  });
  return dir;
}
