import { describe, expect, it } from 'vitest';
import { fieldErrors } from '@/lib/platform/action';
import { signInInput, signUpInput } from './schema';

const company = {
  inn: '7707083893',
  kpp: '770701001',
  ogrn: '1027700132195',
  organizationName: 'ООО «Северный хлеб»',
  name: 'Марина Соколова',
  email: 'owner@kassa.test',
  password: 'лиса и 12 сов',
};
const person = { ...company, inn: '500100732259', kpp: '', ogrn: '304500116000157' };

const wrongFields = (input: object) => {
  const parsed = signUpInput.safeParse(input);
  return parsed.success ? [] : Object.keys(fieldErrors(parsed.error)).sort();
};

describe('what is typed at registration', () => {
  it.each([
    ['a company', company, []],
    ['a sole proprietor', person, []],
    ['numbers with gaps', { ...company, inn: '7707 083 893', ogrn: '1-027-700-132195' }, []],
    ['without ОГРН', { ...company, ogrn: '' }, []],
    ['a company without КПП', { ...company, kpp: '' }, ['kpp']],
    ['a sole proprietor with КПП', { ...person, kpp: '770701001' }, ['kpp']],
    ['ОГРН of another kind', { ...company, ogrn: person.ogrn }, ['ogrn']],
    ['ОГРНИП of another kind', { ...person, ogrn: company.ogrn }, ['ogrn']],
    ['a wrong digit of ИНН', { ...company, inn: '7707083894' }, ['inn']],
    ['a wrong digit of ОГРН', { ...company, ogrn: '1027700132196' }, ['ogrn']],
    ['a look-alike address', { ...company, email: 'оwner@kassa.test' }, ['email']],
    ['a megabyte', { ...company, password: 'x'.repeat(1_048_576) }, ['password']],
    [
      'all at once',
      { inn: '1', kpp: '', ogrn: '', organizationName: ' ', name: '', email: '', password: '' },
      ['email', 'inn', 'name', 'organizationName', 'password'],
    ],
    ['requisites beside other fields', { ...company, kpp: 'нет', name: '' }, ['kpp', 'name']],
    ['a name with a line of its own', { ...company, name: 'Марина\r\nBcc: all@kassa.test' }, ['name']],
    ['a title with a bell', { ...company, organizationName: 'ООО\u0007' }, ['organizationName']],
    ['fields that are not ours', { ...company, role: 'OWNER', organizationId: 'x', confirmedAt: 'x' }, []],
  ])('%s', (_, input, expected) => {
    expect(wrongFields(input)).toEqual(expected);
  });

  it('keeps the kind and nothing that was not asked for', () => {
    const parsed = signUpInput.parse({ ...person, role: 'ADMIN', id: 'x' });
    expect(parsed).toEqual({ ...person, kind: 'SOLE_PROPRIETOR', kpp: null });
  });
});

it.each([
  {},
  { email: ['a@b.ru', 'c@d.ru'], password: 'x' },
  { email: 'a@b.ru,c@d.ru', password: 'x' },
  { email: 'a@b.ru', password: { $ne: '' } },
])('signing in takes no %j', (input) => {
  expect(signInInput.safeParse(input).success).toBe(false);
});
