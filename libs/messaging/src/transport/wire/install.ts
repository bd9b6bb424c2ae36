import protocol from 'kafkajs/src/protocol/requests/index.js';
import { FETCH_VERSION, readFetchResponse } from './fetch-response.js';
import { isPlain, produceRequest } from './produce-request.js';

const { Produce, Fetch } = protocol.requests;
/** Since when a Produce request has this form, and record batches. */
const PRODUCE_VERSION = 3;

let installed = false;

/**
 * Makes all kafkajs clients of this process write and read plain record batches by the functions here instead of
 * kafkajs' own, which take several times as long; what is not plain kafkajs goes on to write and read itself. See ADR 14.
 */
export function installWireFormat(): void {
  if (installed) return;
  installed = true;
  const produce = Produce.protocol;
  Produce.protocol = (choice) => (parameters) => {
    const call = produce(choice)(parameters);
    if (choice.version < PRODUCE_VERSION || !isPlain(parameters)) return call;
    const encode = () => {
      const buffer = produceRequest(parameters);
      return Promise.resolve({ buf: buffer, buffer });
    };
    return { ...call, request: { ...call.request, encode } };
  };
  const fetch = Fetch.protocol;
  Fetch.protocol = (choice) => (parameters) => {
    const call = fetch(choice)(parameters);
    if (choice.version !== FETCH_VERSION) return call;
    const decode = (bytes: Buffer) => {
      const response = readFetchResponse(bytes);
      return response ? Promise.resolve(response) : call.response.decode(bytes);
    };
    return { ...call, response: { ...call.response, decode } };
  };
}
