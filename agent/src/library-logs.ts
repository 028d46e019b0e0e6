import { type Logger, LogLevel, setLogger } from '@google/adk';
import type { Log, Severity } from './log.ts';

const SEVERITY_OF_LEVEL: Readonly<Record<LogLevel, Severity>> = {
  [LogLevel.DEBUG]: 'DEBUG',
  [LogLevel.INFO]: 'INFO',
  [LogLevel.WARN]: 'WARNING',
  [LogLevel.ERROR]: 'ERROR',
};

const MAX_MESSAGE_LENGTH = 500;

// Libraries put the constant text first and the data (a chunk of an answer, a whole request) after it.
const constantPart = ([first]: readonly unknown[]): string => {
  if (typeof first === 'string') return first.slice(0, MAX_MESSAGE_LENGTH);
  return first instanceof Error ? `${first.name}: ${first.message}`.slice(0, MAX_MESSAGE_LENGTH) : `(${typeof first})`;
};

/** Sends ADK's own log through ours, from warnings upwards, without the data it was given. */
export const redirectAdkLog = (log: Log): void => {
  const write = (level: LogLevel, messages: readonly unknown[]): void => {
    if (level >= LogLevel.WARN) log(SEVERITY_OF_LEVEL[level], 'adk', { message: constantPart(messages) });
  };
  const logger: Logger = {
    log: (level, ...messages) => write(level, messages),
    debug: (...messages) => write(LogLevel.DEBUG, messages),
    info: (...messages) => write(LogLevel.INFO, messages),
    warn: (...messages) => write(LogLevel.WARN, messages),
    error: (...messages) => write(LogLevel.ERROR, messages),
    setLogLevel: () => undefined,
  };
  setLogger(logger);
};

/** Turns what libraries print on the console into structured lines, again without the data. */
export const redirectConsole = (log: Log): void => {
  const redirect =
    (severity: Severity) =>
    (...messages: readonly unknown[]): void =>
      log(severity, 'console', { message: constantPart(messages) });
  Object.assign(console, {
    log: redirect('INFO'),
    info: redirect('INFO'),
    warn: redirect('WARNING'),
    error: redirect('ERROR'),
  });
};
