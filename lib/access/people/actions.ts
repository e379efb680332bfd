'use server';

import { action } from '@/lib/platform/action';
import { changeRights as changeRightsCommand } from './commands/change-rights';
import { invitePerson as invitePersonCommand } from './commands/invite-person';
import { removePerson as removePersonCommand } from './commands/remove-person';
import { resendInvitation as resendInvitationCommand } from './commands/resend-invitation';
import { revokeInvitation as revokeInvitationCommand } from './commands/revoke-invitation';
import { startViewing as startViewingCommand } from './commands/start-viewing';
import { stopViewing as stopViewingCommand } from './commands/stop-viewing';
import { peopleMessages, viewMessages } from './messages';
import {
  changeRightsInput,
  invitationInput,
  invitePersonInput,
  removePersonInput,
  startViewingInput,
  stopViewingInput,
} from './schema';

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
