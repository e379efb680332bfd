'use server';

import { redirect } from 'next/navigation';
import { success } from '@/lib/core/result';
import { action } from '@/lib/platform/action';
import { awaitCode, caller, codeAwaited, giveSession, keepDevice } from '@/lib/platform/auth';
import { realNow } from '@/lib/platform/clock';
import { formAction } from '@/lib/platform/form-action';
import { changePassword as changePasswordCommand } from './commands/change-password';
import { confirmAgain as confirmAgainCommand } from './commands/confirm-again';
import { endSessions } from './commands/end-sessions';
import { confirmRegistration, register, sendRegistrationAgain } from './commands/register';
import { askReset, resetPassword } from './commands/reset-password';
import {
  offerTotp as offerTotpCommand,
  renewRecoveryCodes as renewRecoveryCodesCommand,
  turnTotpOff as turnTotpOffCommand,
  turnTotpOn as turnTotpOnCommand,
} from './commands/second-step';
import { finishSignIn, signIn } from './commands/sign-in';
import { accountMessages, changePasswordMessages } from './messages';
import { safeReturnPath } from './return-path.rule';
import {
  askResetInput,
  changePasswordInput,
  codeFormInput,
  codeInput,
  confirmInput,
  endSessionInput,
  linkInput,
  noInput,
  resetInput,
  signInFormInput,
  signUpInput,
} from './schema';

const signInPath = (next: string): string => `/sign-in?next=${encodeURIComponent(safeReturnPath(next))}`;

export const signInForm = formAction(
  signInFormInput,
  async ({ next, ...input }) => {
    const result = await signIn(input, await caller());
    if (!result.ok) return result;
    const way = safeReturnPath(next);
    if (result.value.kind === 'CODE_NEEDED') {
      await awaitCode(result.value);
      redirect(`/sign-in/code?next=${encodeURIComponent(way)}`);
    }
    await giveSession(result.value);
    redirect(way);
  },
  accountMessages,
);

export const signInCode = formAction(
  codeFormInput,
  async ({ code, next }) => {
    const awaited = await codeAwaited();
    if (awaited === null) redirect(signInPath(next));
    const result = await finishSignIn({ ...awaited, code }, await caller());
    if (!result.ok && result.code === 'WRONG_CREDENTIALS') redirect(signInPath(next));
    if (!result.ok) return result;
    await giveSession(result.value);
    redirect(safeReturnPath(next));
  },
  accountMessages,
);

export const signUp = formAction(
  signUpInput,
  async (input) => {
    const result = await register(input, await caller());
    return result.ok ? success('LETTER_SENT') : result;
  },
  accountMessages,
);

export const confirmEmail = formAction(
  linkInput,
  async (input) => {
    const result = await confirmRegistration(input, await caller());
    if (!result.ok) return result;
    redirect('/sign-in?confirmed=1');
  },
  accountMessages,
);

export const sendConfirmationAgain = formAction(
  linkInput,
  async (input) => {
    const result = await sendRegistrationAgain(input, await caller());
    return result.ok ? success('LETTER_SENT') : result;
  },
  accountMessages,
);

export const askForReset = formAction(
  askResetInput,
  async (input) => {
    const result = await askReset(input, await caller());
    return result.ok ? success('LETTER_SENT') : result;
  },
  accountMessages,
);

export const setNewPassword = formAction(
  resetInput,
  async (input) => {
    const result = await resetPassword(input, await caller());
    if (!result.ok) return result;
    await keepDevice(result.value.device);
    redirect('/sign-in?password=new');
  },
  accountMessages,
);

export const confirmAgain = action(
  confirmInput,
  (ctx, input) => confirmAgainCommand(ctx, input, realNow()),
  accountMessages,
  'access.confirm',
);

export const changePassword = action(
  changePasswordInput,
  (ctx, input) => changePasswordCommand(ctx, input, realNow()),
  changePasswordMessages,
  'access.changePassword',
);

export const endSession = action(
  endSessionInput,
  (ctx, input) => endSessions(ctx, input, realNow()),
  accountMessages,
  'access.endSessions',
  { confirmed: true },
);

export const endOtherSessions = action(
  noInput,
  (ctx) => endSessions(ctx, { sessionId: null }, realNow()),
  accountMessages,
  'access.endSessions',
  { confirmed: true },
);

export const offerTotp = action(noInput, offerTotpCommand, accountMessages, 'access.offerTotp', {
  confirmed: true,
});

export const turnTotpOn = action(
  codeInput,
  (ctx, input) => turnTotpOnCommand(ctx, input, realNow()),
  accountMessages,
  'access.turnTotpOn',
  { confirmed: true },
);

export const turnTotpOff = action(
  noInput,
  (ctx, input) => turnTotpOffCommand(ctx, input, realNow()),
  accountMessages,
  'access.turnTotpOff',
  { confirmed: true },
);

export const renewRecoveryCodes = action(
  noInput,
  (ctx, input) => renewRecoveryCodesCommand(ctx, input, realNow()),
  accountMessages,
  'access.renewRecoveryCodes',
  { confirmed: true },
);
