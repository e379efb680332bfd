import { randomBytes } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test as base } from '@playwright/test';
import { createDemoOrganization } from '@/prisma/demo/organization';
import { connect, type PrismaClient } from '@/lib/platform/db';
import { instance } from './instance';

export type Person = 'owner' | 'admin' | 'accountant' | 'cashier';

export interface Cabinet {
  readonly suffix: string;
  readonly organizationId: string;
  readonly db: PrismaClient;
  readonly email: (person: Person) => string;
  /** cookies of a person who has signed in through the form's own way */
  readonly cookies: (person: Person) => Promise<Cookies>;
  /** a session of the test's own, to be ended */
  readonly freshCookies: (person: Person) => Promise<Cookies>;
}

type Cookies = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['cookies']>>;

const PASSWORD = 'kassa-demo';

/** Cookies of a person who has signed in through the form's own way. */
export async function signInCookies(browser: Browser, email: string): Promise<Cookies> {
  const context = await browser.newContext({ baseURL: instance.appUrl });
  const { csrfToken } = (await (await context.request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const response = await context.request.post('/api/auth/callback/credentials', {
    form: { csrfToken, email, password: PASSWORD, json: 'true' },
  });
  expect(response.ok(), `sign-in of ${email}`).toBe(true);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** Messages of the console that are errors, violations of the content security policy among them; a test with one fails. */
async function watchConsole(page: Page): Promise<string[]> {
  const errors: string[] = [];
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      console.error(`content security policy: ${violatedDirective} ${blockedURI} ${sourceFile}`);
    });
  });
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => errors.push(error.message));
  return errors;
}

interface TestFixtures {
  /** who the page is signed in as; `null`: nobody */
  person: Person | null;
  /** console errors that the test expects, as parts of their text */
  expectedErrors: string[];
}

interface WorkerFixtures {
  /** a whole demo organization of this worker's own */
  cabinet: Cabinet;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  person: ['owner', { option: true }],
  expectedErrors: [[], { option: true }],
  cabinet: [
    async ({ browser }, use) => {
      const db = connect(instance.databaseUrl, 2);
      const suffix = randomBytes(4).toString('hex');
      const { organizationId } = await createDemoOrganization(db, { suffix });
      const email = (person: Person) => `${person}-${suffix}@kassa.test`;
      const known = new Map<Person, Promise<Cookies>>();
      await use({
        suffix,
        organizationId,
        db,
        email,
        freshCookies: (person) => signInCookies(browser, email(person)),
        cookies: (person) => {
          const cookies = known.get(person) ?? signInCookies(browser, email(person));
          known.set(person, cookies);
          return cookies;
        },
      });
      await db.$disconnect();
    },
    { scope: 'worker' },
  ],
  page: async ({ page, context, cabinet, person, expectedErrors }, use) => {
    if (person) {
      await context.addCookies(await cabinet.cookies(person));
      // A run is longer than a password holds: everybody has given theirs just now.
      await cabinet.db.session.updateMany({
        where: { user: { email: cabinet.email(person) }, revokedAt: null },
        data: { confirmedAt: new Date() },
      });
    }
    const errors = await watchConsole(page);
    await use(page);
    const unexpected = errors.filter((text) => !expectedErrors.some((part) => text.includes(part)));
    expect(unexpected, 'errors in the console').toEqual([]);
  },
});

// Run inside the page and described no further than its faults: else each look opens a page beside it and puts into
// words all that is in order, which takes longer than the looking.
const axe = (page: Page) =>
  new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'], elementRef: false });

/** No violation of WCAG 2.2 AA on the page as it stands. */
export const expectAccessible = (page: Page): Promise<void> =>
  expectNoViolation(page, axe(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']));

/** The part of it that another colour scheme can change. */
export const expectReadableColours = (page: Page): Promise<void> =>
  expectNoViolation(page, axe(page).withRules(['color-contrast']));

/** What is wrong only while the page is on its way, a message that flies in or a colour that changes, is no fault. */
async function expectNoViolation(page: Page, builder: AxeBuilder): Promise<void> {
  // What is half under the bar on top is no small target.
  await page.evaluate(() => {
    window.scrollTo({ top: 0, behavior: 'instant' });
  });
  await expect(async () => {
    const { violations } = await builder.analyze();
    const found = violations.map((violation) => ({
      rule: violation.id,
      help: violation.help,
      where: violation.nodes.slice(0, 3).map((node) => node.target.join(' ')),
    }));
    expect(found, 'accessibility').toEqual([]);
  }).toPass({ timeout: 30_000 });
}

/** Nothing scrolls sideways. */
export async function expectNoSideways(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, 'sideways scrolling').toBeLessThanOrEqual(0);
}

export { expect };
