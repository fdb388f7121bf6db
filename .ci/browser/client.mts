// Registers, signs in, books and lists with the client that was generated from the document.
import { authRegister, authToken, bookingsCreate, bookingsList } from './client/sdk.gen.js';
import { client } from './client/client.gen.js';
import { check, equal, slot } from './checks.mjs';

const { ADDRESS, API_KEY } = process.env;
const user = { email: 'grace@example.com', password: 'correct horse battery', full_name: 'Grace Hopper' };
const later = slot.replace('T14', 'T15');
let token = '';
client.setConfig({ baseUrl: ADDRESS!, auth: scheme => scheme.type === 'apiKey' ? API_KEY : token });

await check('the generated client registers', async () => {
  const { data, response } = await authRegister({ body: user });
  equal([response?.status, data?.email, data?.full_name], [201, user.email, user.full_name]);
});
await check('the generated client knows an error by its code', async () => {
  const { error } = await authRegister({ body: user });
  equal([error?.status, error?.code], [400, 'email_already_registered']);
});
await check('the generated client signs in', async () => {
  const { data } = await authToken({ body: { username: user.email, password: user.password } });
  token = data?.access_token ?? '';
  equal([data?.token_type, token.length > 0], ['bearer', true]);
});
await check('the generated client books', async () => {
  const { data, response } = await bookingsCreate({ body: { slot: later } });
  equal([response?.status, data?.slot, data?.status], [201, later, 'confirmed']);
});
await check('the generated client lists', async () => {
  const { data } = await bookingsList({ query: { limit: 1 } });
  equal([data?.bookings.map(b => b.slot), data?.next_cursor], [[later], null]);
});
