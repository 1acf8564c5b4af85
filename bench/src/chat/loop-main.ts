import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/** The plain way: one `send` of a string for each client, `perSecond` times a second. Prints its port. */
const [perSecond = 5, bytes = 500] = process.argv.slice(2).map(Number);
const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
const say = (): void => {
  const text = `{"text":"${Date.now()} `.padEnd(bytes - 2, 'x');
  for (const client of sockets.clients) client.send(`${text}"}`);
};
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  console.log(typeof address === 'object' ? address?.port : '');
  setInterval(say, 1_000 / perSecond);
});
