import { z } from 'zod';

export const signInInput = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email('Введите адрес вида name@company.ru')),
  password: z.string().min(1, 'Введите пароль').max(200),
});
