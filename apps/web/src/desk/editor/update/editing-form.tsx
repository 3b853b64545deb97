import type { ComponentChildren, ComponentProps } from 'preact';
import { useId } from 'preact/hooks';
import { Writing } from '../room/writing.js';
import { Conflict, type Told } from './conflict.js';
import { ContentFields } from './content-fields.js';
import type { Editing } from './editing.js';

interface EditingFormProps<Revision>
  extends Pick<ComponentProps<typeof Writing>, 'label' | 'submit' | 'onSend' | 'onCancel' | 'onLeave'> {
  readonly editing: Editing<Revision>;
  /** How it is told that somebody changed the same meanwhile. */
  readonly told: Told;
  /** Above the fields. */
  readonly above?: ComponentChildren;
  /** Below them. */
  readonly children?: ComponentChildren;
}

/** All that an update says, in its fields; where somebody changed it meanwhile, first which version it goes on from. */
export function EditingForm<Revision>(props: EditingFormProps<Revision>) {
  const { editing, told, above, children, ...writing } = props;
  const { draft, isBehind, isWritten, set } = editing;
  const textId = useId();
  return (
    <Writing {...writing} isBlocked={isBehind}>
      {isBehind && isWritten && <Conflict editing={editing} told={told} />}
      {above}
      <ContentFields textId={textId} draft={draft} onChange={(changed) => set({ draft: changed })} />
      {children}
    </Writing>
  );
}
