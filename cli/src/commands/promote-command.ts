import { switchCommand } from './switch-command.ts';

export const promoteCommand = switchCommand('promote', 'gives the traffic to a pair that was held before it');
