// npm run simulate:storm: readers who lost their line come back; with and without jitter, with and without admission.
// -- --readers 10000000 --gateways 500 --lost all|region|gateway|drain; the other options are in storm/storm-settings.mjs.
import { CLIENTS } from './storm/clients.mjs';
import { Storm } from './storm/storm.mjs';
import { askedFor, crowdOf, stormOf } from './storm/storm-settings.mjs';
import { HEADER, rowOf } from './storm/storm-table.mjs';

const asked = askedFor(process.argv.slice(2));
const { crowd, gateways, part } = crowdOf(asked);
const say = (line) => process.stdout.write(`${line}\n`);
say(
  `${whole(asked.readers)} readers on ${asked.gateways} gateways, ${asked.updates} update(s) a second, lost: ${asked.lost}.`,
);
say(`${whole(crowd / part)} come back to ${whole(gateways / part)} gateways.${part < 1 ? sliced() : ''}\n`);
say(HEADER);
for (const variant of variants()) {
  const settings = stormOf(asked, { answer: 'resume', ...variant, client: CLIENTS[variant.client] });
  say(rowOf({ ...variant, title: CLIENTS[variant.client].title }, settings, new Storm(settings).run()));
}

function* variants() {
  for (const client of Object.keys(CLIENTS)) {
    if (asked.client && client !== asked.client) continue;
    for (const admitted of [0, 0.6, 0.9])
      for (const isJittered of [false, true]) yield { client, admitted, isJittered };
    if (client !== 'dateline-socket') continue;
    for (const answer of ['snapshot', 'cache']) yield { client, admitted: 0, isJittered: true, answer };
  }
}

function sliced() {
  return ` Simulated one by one: ${whole(crowd)} on ${gateways}; counts and bytes are multiplied.`;
}

function whole(number) {
  return Math.round(number).toLocaleString('en');
}
