import { useEffect, useState } from 'preact/hooks';
import type { Item } from '#client/outbox/item';
import type { Outbox } from '#client/outbox/outbox';

/** All that is in an outbox, as it changes; undefined: not read yet. */
export function useItems(outbox: Outbox): readonly Item[] | undefined {
  const [items, setItems] = useState<readonly Item[]>();
  useEffect(() => {
    let newest = 0;
    const read = async () => {
      newest += 1;
      const round = newest;
      const found = await outbox.items();
      if (round === newest) setItems(found);
    };
    void read();
    const end = outbox.watch(() => void read());
    return () => {
      newest = Number.POSITIVE_INFINITY;
      end();
    };
  }, [outbox]);
  return items;
}
