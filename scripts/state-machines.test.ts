import { expect, it } from 'vitest';
import { stateMachinesPage } from './state-machines';

it('docs/state-machines.md is drawn from the tables as they are', async () => {
  await expect(stateMachinesPage()).toMatchFileSnapshot('../docs/state-machines.md');
});
