import 'reflect-metadata';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ROLES } from '#domain/story/command';
import { toInstant } from '#domain/figures/instant';
import { erase } from './erase.js';
import { giveNewEpoch } from './epoch.js';
import { addPerson, changeState, listPeople, resetPassword } from './person.js';
import { rebuild } from './rebuild.js';
import { replay } from './replay/replay.js';
import { revoke } from './revoke.js';
import { makeToken } from './token.js';
import { verify } from './verify/verify.js';

const instant = (text: string): string => {
  const at = toInstant(text);
  if (at === null)
    throw new InvalidArgumentError('It must be an instant with an offset, as 2021-01-23T12:00:00Z.');
  return at;
};
const speed = (text: string): number => {
  const factor = text === 'max' ? Number.POSITIVE_INFINITY : Number(text);
  if (!(factor > 0)) throw new InvalidArgumentError('It must be a number above 0, or max.');
  return factor;
};
const collect = (name: string, names: readonly string[] = []): string[] => [...names, name];

const program = new Command('dateline').description('Works a Dateline newsroom from the command line.');

program
  .command('token')
  .description('prints a bearer token')
  .requiredOption('--name <name>', 'who it is for; readers never see it')
  .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
  .option('--story <story>', 'for this story only')
  .option('--city <city>', 'for these cities only; may be given several times', collect)
  .option('--expires <duration>', 'how long it holds, as 12h or 30d', '30d')
  .action(makeToken);

const person = program.command('person').description('who signs in with a name and a password');
person
  .command('add')
  .description('invites somebody; prints the secret they set their password with, once')
  .requiredOption('--name <name>', 'what they sign in with, and the desk sees')
  .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).makeOptionMandatory())
  .option('--story <story>', 'for this story only; may be given several times', collect)
  .option('--city <city>', 'for these cities only; may be given several times', collect)
  .action(addPerson);
person.command('list').description('who there is, and what they may do').action(listPeople);
person
  .command('disable')
  .argument('<name>')
  .description('closes an account; its sessions end everywhere within a second')
  .action((name: string) => changeState(name, 'disabled'));
person
  .command('enable')
  .argument('<name>')
  .description('opens an account again that was disabled or frozen')
  .action((name: string) => changeState(name, 'active'));
person
  .command('reset')
  .argument('<name>')
  .description('prints a secret for another password, once; sessions end when it is used')
  .action(resetPassword);

program
  .command('revoke')
  .argument('<token>')
  .description('ends a token everywhere within a second')
  .action(revoke);

program
  .command('replay')
  .argument('<file>', 'a day as NDJSON')
  .description('sends a recorded day, with its own times; safe to run twice')
  .option('--url <url>', 'of the newsroom; the one running here when left out')
  .option('--token <token>', 'an admin’s; made here when left out')
  .option(
    '--speed <factor>',
    'how many times faster than it happened, or max',
    speed,
    Number.POSITIVE_INFINITY,
  )
  .option('--until <instant>', 'leaves out what was received later', instant)
  .option(
    '--catch-up <instant>',
    'sends what was received by then at once, the rest at the speed given',
    instant,
  )
  .action(replay);

program
  .command('verify')
  .argument('[story]')
  .description('folds everything in Postgres afresh and compares it with the stored totals and with Redis')
  .action(verify);

program
  .command('rebuild')
  .argument('[story]')
  .description('puts Redis together again from Postgres')
  .action(rebuild);

program
  .command('epoch')
  .description('the numbering of stories')
  .command('new')
  .argument('[story]')
  .description('tells every reader to take a fresh snapshot: after Postgres lost commits')
  .action(giveNewEpoch);

program
  .command('erase')
  .argument('<story>')
  .argument('<update>')
  .description('removes an update’s words for ever; its number and figures stay')
  .action(erase);

process.once('disconnect', () => process.exit()); // started by a newsroom that is gone

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
