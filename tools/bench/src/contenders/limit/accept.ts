// The limit of accepting: Fastify that reads the order and answers 201, and does nothing with it.
import fastify from 'fastify';
import { v7 as uuid } from 'uuid';
import { type OrderRequest } from '../../workload/orders.js';

const app = fastify();
app.get('/health', () => ({ status: 'ok' }));
app.post<{ Body: OrderRequest }>('/orders', (request, reply) => {
  void reply.code(201);
  return { id: uuid(), status: 'PENDING', ...request.body };
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
