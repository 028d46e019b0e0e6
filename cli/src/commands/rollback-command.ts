import { switchCommand } from './switch-command.ts';

export const rollbackCommand = switchCommand('rollback', 'brings the pair of an earlier deployment back');
