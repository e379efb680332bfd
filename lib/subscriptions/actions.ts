'use server';

import { action } from '@/lib/platform/action';
import { changePeriod as changePeriodCommand } from './commands/change-period';
import { renewNow as renewNowCommand } from './commands/renew-now';
import { resumeSubscription as resumeCommand } from './commands/resume';
import { stopRenewal as stopCommand } from './commands/stop';
import { subscriptionMessages } from './messages';
import { changePeriodInput, renewNowInput, resumeInput, stopInput } from './schema';

export const changePeriod = action(changePeriodInput, changePeriodCommand, subscriptionMessages);
export const stopRenewal = action(stopInput, stopCommand, subscriptionMessages);
export const resumeSubscription = action(resumeInput, resumeCommand, subscriptionMessages);
export const renewNow = action(renewNowInput, renewNowCommand, subscriptionMessages);
