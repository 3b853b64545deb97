import { useCallback, useState } from 'preact/hooks';

/** Something that is being sent: whether it is under way, and why it failed. */
export interface SendingState {
  readonly isUnderWay: boolean;
  readonly error: unknown;
  /** Resolves to whether it was taken. */
  readonly send: (action: () => Promise<unknown>) => Promise<boolean>;
}

/** One thing at a time: who presses twice sends once. */
export function useSending(): SendingState {
  const [state, setState] = useState<{ isUnderWay: boolean; error?: unknown }>({ isUnderWay: false });
  const send = useCallback(async (action: () => Promise<unknown>) => {
    setState({ isUnderWay: true });
    try {
      await action();
      setState({ isUnderWay: false });
      return true;
    } catch (error) {
      setState({ isUnderWay: false, error });
      return false;
    }
  }, []);
  return { ...state, error: state.error, send };
}
