// @fastify/static requires an ES module for its downloads, which nothing here uses. Node.js can do that; Jest cannot.
exports.create = () => {
  throw new Error('Downloads are not tested');
};
