import type { Receipt, Warning } from '#contract/update';
import type { WaitReason } from '#contract/waiting';

/** The fields in the order of the first answer, wherever the receipt was kept meanwhile: a repeat gets the same bytes. */
export function inOrder(receipt: Receipt): Receipt {
  const { id, revision, status, epoch, seq, story, filing, occurredAt, publishAt, reasons, warnings } =
    receipt;
  return {
    ...{ id, revision, status, epoch, seq },
    ...(story === undefined ? {} : { story }),
    ...(filing === undefined ? {} : { filing }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    ...(publishAt === undefined ? {} : { publishAt }),
    ...(reasons ? { reasons: reasons.map(reasonInOrder) } : {}),
    ...(warnings ? { warnings: warnings.map(warningInOrder) } : {}),
  };
}

function reasonInOrder({ code, path, message }: WaitReason): WaitReason {
  return path === undefined ? { code, message } : { code, path, message };
}

function warningInOrder({ code, path, message, update }: Warning): Warning {
  return update === undefined ? { code, path, message } : { code, path, message, update };
}
