// What gateways count on their own pages at /metrics.

/** A counter of a page by its label's values; `''` where it has no label. */
export function counted(page, name) {
  const lines = [
    ...page.matchAll(new RegExp(`^dateline_gateway_${name}(?:{[^}]*?="([^"]*)"[^}]*})? (\\d+)$`, 'gm')),
  ];
  if (lines.length === 0) throw new Error(`The gateway does not count ${name}.`);
  return Object.fromEntries(lines.map(([, label = '', value]) => [label, Number(value)]));
}

/** Follows that these gateways answered since they started: `{resumes, snapshots}`, snapshots by why. */
export async function answersOf(gateways) {
  const pages = await pagesOf(gateways);
  const whys = pages.flatMap((page) => Object.entries(counted(page, 'snapshots_total')));
  const snapshots = {};
  for (const [why, count] of whys) if (count > 0) snapshots[why] = (snapshots[why] ?? 0) + count;
  return { resumes: sum(pages.map((page) => total(page, 'resumes_total'))), snapshots };
}

/** Frames and heads that these gateways handed to readers since they started. */
export async function framesSentBy(gateways) {
  return sum((await pagesOf(gateways)).map((page) => total(page, 'frames_sent_total')));
}

function pagesOf(gateways) {
  return Promise.all(gateways.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
}

const total = (page, name) => sum(Object.values(counted(page, name)));
const sum = (values) => values.reduce((all, value) => all + value, 0);
