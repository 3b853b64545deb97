import { newVault, unwrapped, Vault } from './vault.js';

const ANNA = { name: 'Anna', password: 'correct horse battery' };

test('what is sealed opens in its own place with its own key only', async () => {
  const [one, two] = await Promise.all([newVault(ANNA), newVault(ANNA)]);
  const vault = new Vault(one.id, one.key as CryptoKey);
  const sealed = await vault.seal('draft', { text: 'A square.' });
  expect(await vault.open('draft', sealed)).toEqual({ text: 'A square.' });
  await expect(vault.open('other', sealed)).rejects.toThrow();
  await expect(new Vault(one.id, two.key as CryptoKey).open('draft', sealed)).rejects.toThrow();
  expect(Buffer.from(sealed.bytes).includes('square')).toBe(false);
});

test('name and password bring the key back, and nothing else does', async () => {
  const row = await newVault(ANNA);
  const sealed = await new Vault(row.id, row.key as CryptoKey).seal('draft', 'A square.');
  const signedOut = { ...row, key: null };
  const key = await unwrapped(signedOut, { ...ANNA, name: 'ANNA' });
  expect(await new Vault(row.id, key as CryptoKey).open('draft', sealed)).toBe('A square.');
  expect(await unwrapped(signedOut, { ...ANNA, password: 'another' })).toBeNull();
  expect(await unwrapped(signedOut, { ...ANNA, name: 'Boris' })).toBeNull();
  expect(await unwrapped(signedOut, { name: 'Anna' })).toBeNull();
});

test('the key cannot be read out of the browser', async () => {
  const { key } = await newVault(ANNA);
  await expect(crypto.subtle.exportKey('raw', key as CryptoKey)).rejects.toThrow();
});
