import { CALLABLES, type Chat, type ChatTurn } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { DownloadIcon, EditIcon, TrashIcon } from '../../ui/icons.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { TextField } from '../../ui/text-field.tsx';
import { chatAsJson, chatAsMarkdown, exportName } from './export-chat.ts';

const titleSchema = CALLABLES.renameChat.request.shape.title;

/** The name of a chat, and what can be done with the whole of it. */
export function ChatHeader(props: {
  readonly chat: Chat;
  readonly turns: readonly ChatTurn[];
  readonly branch: readonly ChatTurn[];
  readonly onDeleted: () => void;
}) {
  const { chat, turns, branch, onDeleted } = props;
  const { callables } = useApi();
  const [isRenaming, setRenaming] = useState(false);
  const { run, busy, failure } = useAction('Changing the chat');
  const rename = (title: string) =>
    run(async () => {
      await callables.call('renameChat', { chatId: chat.id, title });
      setRenaming(false);
    });
  const remove = () =>
    run(async () => {
      await callables.call('deleteChat', { chatId: chat.id });
      onDeleted();
    });
  const markdown = chatAsMarkdown(chat, branch);
  if (isRenaming) {
    return (
      <RenameForm
        title={chat.title}
        busy={busy}
        error={failure?.message}
        onCancel={() => setRenaming(false)}
        onRename={(title) => void rename(title)}
      />
    );
  }
  return (
    <>
      <header class="chat-header">
        <h1>{chat.title}</h1>
        <div class="chat-tools">
          <CopyButton text={markdown} what="the whole chat" />
          <Button variant="quiet" onClick={() => setRenaming(true)}>
            <EditIcon />
            Rename
          </Button>
          <Button
            variant="quiet"
            label="Export as Markdown"
            onClick={() => saveFile({ name: exportName(chat.title, 'md'), type: 'text/markdown', text: markdown })}
          >
            <DownloadIcon />
            Markdown
          </Button>
          <Button
            variant="quiet"
            label="Export as JSON"
            onClick={() =>
              saveFile({
                name: exportName(chat.title, 'json'),
                type: 'application/json',
                text: chatAsJson(chat, turns),
              })
            }
          >
            <DownloadIcon />
            JSON
          </Button>
          <Button variant="quiet" busy={busy} onClick={() => void remove()}>
            <TrashIcon />
            Delete
          </Button>
        </div>
      </header>
      {failure && <FailurePanel failure={failure} />}
    </>
  );
}

function RenameForm(props: {
  readonly title: string;
  readonly busy: boolean;
  readonly error: string | undefined;
  readonly onCancel: () => void;
  readonly onRename: (title: string) => void;
}) {
  const [text, setText] = useState(props.title);
  const parsed = titleSchema.safeParse(text);
  const wrong = parsed.success ? props.error : 'A name has 1 to 120 characters.';
  return (
    <form
      class="rename-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (parsed.success) props.onRename(parsed.data);
      }}
      onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}
    >
      <TextField label="Name of the chat" value={text} onValue={setText} error={wrong} />
      <div class="actions">
        <Button onClick={props.onCancel}>Cancel</Button>
        <Button variant="primary" type="submit" busy={props.busy} disabled={!parsed.success}>
          Save
        </Button>
      </div>
    </form>
  );
}
