'use server';

import { redirect } from 'next/navigation';
import { action } from '@/lib/platform/action';
import { awaitCode, caller, giveSession } from '@/lib/platform/auth';
import { db } from '@/lib/platform/db';
import { formAction } from '@/lib/platform/form-action';
import { signIn } from '../commands/sign-in';
import { acceptInvitation as acceptInvitationCommand } from './commands/accept-invitation';
import { changeRights as changeRightsCommand } from './commands/change-rights';
import { invitePerson as invitePersonCommand } from './commands/invite-person';
import { removePerson as removePersonCommand } from './commands/remove-person';
import { resendInvitation as resendInvitationCommand } from './commands/resend-invitation';
import { revokeInvitation as revokeInvitationCommand } from './commands/revoke-invitation';
import { startViewing as startViewingCommand } from './commands/start-viewing';
import { stopViewing as stopViewingCommand } from './commands/stop-viewing';
import { acceptMessages, peopleMessages, viewMessages } from './messages';
import {
  acceptInvitationInput,
  changeRightsInput,
  invitationInput,
  invitePersonInput,
  removePersonInput,
  startViewingInput,
  stopViewingInput,
} from './schema';

/** Whoever has joined is signed in with what was just typed; where that does not do, the sign-in page asks for the rest. */
export const acceptInvitation = formAction(
  acceptInvitationInput,
  async (input) => {
    const from = await caller();
    const joined = await acceptInvitationCommand(db(), { ip: from.address }, input);
    if (!joined.ok) return joined;
    const entered = await signIn({ email: joined.value.email, password: input.password }, from);
    if (!entered.ok) redirect('/sign-in');
    if (entered.value.kind === 'CODE_NEEDED') {
      await awaitCode(entered.value);
      redirect('/sign-in/code');
    }
    await giveSession(entered.value);
    redirect('/');
  },
  acceptMessages,
);

export const invitePerson = action(invitePersonInput, invitePersonCommand, peopleMessages, 'people.invite', {
  confirmed: true,
});

export const resendInvitation = action(
  invitationInput,
  resendInvitationCommand,
  peopleMessages,
  'people.resendInvitation',
  { confirmed: true },
);

export const revokeInvitation = action(
  invitationInput,
  revokeInvitationCommand,
  peopleMessages,
  'people.revokeInvitation',
  { confirmed: true },
);

export const changeRights = action(
  changeRightsInput,
  changeRightsCommand,
  peopleMessages,
  'people.changeRights',
  { confirmed: true },
);

export const removePerson = action(removePersonInput, removePersonCommand, peopleMessages, 'people.remove', {
  confirmed: true,
});

export const startViewing = action(
  startViewingInput,
  startViewingCommand,
  viewMessages,
  'access.viewStarted',
);

export const stopViewing = action(stopViewingInput, stopViewingCommand, viewMessages, 'access.viewEnded', {
  whileViewing: true,
});
