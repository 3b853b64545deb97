// A real issuer on a port of its own: whoever comes is the account that was last put with PUT /account. Prints its address.
import { once } from 'node:events';
import http from 'node:http';
import Provider from 'oidc-provider';

const CLIENT = { client_id: 'dateline', client_secret: 'the secret of the client', response_types: ['code'] };
let account = { sub: 'nobody' };

const server = http.createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [
    { ...CLIENT, redirect_uris: [process.argv[2]], token_endpoint_auth_method: 'client_secret_post' },
  ],
  pkce: { required: () => false }, // so that a test can leave it out
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['preferred_username'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ ...account, sub: id }) }),
  cookies: { keys: ['of a test'] },
});
const callback = provider.callback();
process.stdout.write(`${issuer}\n`);
process.once('disconnect', () => process.exit());

async function answer(request, response) {
  if (request.url === '/account') {
    let body = '';
    for await (const chunk of request) body += chunk;
    account = JSON.parse(body);
    response.writeHead(204).end();
  } else if (request.url.startsWith('/interaction/')) await agree(request, response);
  else callback(request, response);
}

/** Signs the account in and lets the client have what it asks for. */
async function agree(request, response) {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login')
    return provider.interactionFinished(request, response, { login: { accountId: account.sub } });
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}
