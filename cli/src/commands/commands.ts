import type { Command } from '../command-line/command.ts';
import { cancelCommand } from './cancel-command.ts';
import { capacityShowCommand } from './capacity-show-command.ts';
import { capacityStartCommand } from './capacity-start-command.ts';
import { capacityStopCommand } from './capacity-stop-command.ts';
import { chatCommand } from './chat-command.ts';
import { deleteCommand } from './delete-command.ts';
import { deployCommand } from './deploy-command.ts';
import { historyCommand } from './history-command.ts';
import { loadCompareCommand } from './load-compare-command.ts';
import { loadShowCommand } from './load-show-command.ts';
import { loadStartCommand } from './load-start-command.ts';
import { loadStopCommand } from './load-stop-command.ts';
import { logsCommand } from './logs-command.ts';
import { promoteCommand } from './promote-command.ts';
import { rollbackCommand } from './rollback-command.ts';
import { rollbackReleaseCommand } from './rollback-release-command.ts';
import { statusCommand } from './status-command.ts';

/** Every command, in the order in which they are listed. */
export const COMMANDS: readonly Command[] = [
  deployCommand,
  statusCommand,
  historyCommand,
  logsCommand,
  chatCommand,
  rollbackCommand,
  rollbackReleaseCommand,
  promoteCommand,
  cancelCommand,
  deleteCommand,
  loadStartCommand,
  loadStopCommand,
  loadShowCommand,
  loadCompareCommand,
  capacityStartCommand,
  capacityShowCommand,
  capacityStopCommand,
];
