// Loaded before a program: `localhost` is two addresses, as on a machine whose hosts file names both.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const BOTH = [
  { address: '::1', family: 6 },
  { address: '127.0.0.1', family: 4 },
];
const { lookup } = dns;
dns.lookup = (host, options, done) =>
  host === 'localhost' && options?.all ? done(null, BOTH) : lookup(host, options, done);
dns.promises.lookup = (host, options) =>
  host === 'localhost' && options?.all
    ? Promise.resolve(BOTH)
    : new Promise((resolve, reject) =>
        lookup(host, options, (error, address, family) =>
          error ? reject(error) : resolve(options?.all ? address : { address, family }),
        ),
      );
syncBuiltinESMExports();
