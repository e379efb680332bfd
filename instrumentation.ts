/** Before the first request. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { env, EnvError } = await import('./lib/platform/env');
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
  const { noteTheirAddress } = await import('./lib/platform/peer-address');
  noteTheirAddress();
  if (process.env.NODE_ENV !== 'production') return;
  const { tameConsole } = await import('@/lib/platform/console');
  tameConsole();
}
