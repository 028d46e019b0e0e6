import { useEffect, useState } from 'preact/hooks';
import { CheckIcon, CopyIcon } from './icons.tsx';

const SHOWN_MS = 2_000;

export function CopyButton(props: { readonly text: string; readonly what: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    navigator.clipboard.writeText(props.text).then(
      () => setCopied(true),
      // Without permission there is nothing to do: the text can still be selected.
      () => setCopied(false),
    );
  };
  return (
    <button type="button" class="copy" aria-label={copied ? 'Copied' : `Copy ${props.what}`} onClick={copy}>
      {copied ? <CheckIcon /> : <CopyIcon />}
    </button>
  );
}
