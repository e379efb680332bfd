import { db } from '@/lib/platform/db';
import { createDemoOrganization } from './demo/organization';
import { createSecondOrganization } from './demo/second';

const client = db();
const isThere = await client.user.findUnique({ where: { email: 'owner@kassa.test' }, select: { id: true } });
if (isThere) {
  console.log('Демонстрационные данные уже есть.');
} else {
  if (!(await client.user.findUnique({ where: { email: 'owner@second.test' }, select: { id: true } }))) {
    await createSecondOrganization(client);
  }
  await createDemoOrganization(client, { suffix: '' });
  console.log('Демонстрационные данные готовы: «Северный хлеб», 4 магазина, 14 терминалов, 18 смарт-карт.');
}
await client.$disconnect();
