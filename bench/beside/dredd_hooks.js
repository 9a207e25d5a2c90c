// Hooks for Dredd: each transaction becomes the request of its case; what Dredd thinks of the answers is written into a file.
const fs = require('fs');
const hooks = require('hooks');

const cases = JSON.parse(fs.readFileSync(process.env.BESIDE_CASES, 'utf-8'));
const keyOf = (one) => `${one.request.method} ${one.name.split(' > ').find((part) => part.startsWith('/'))} ${one.expected.statusCode}`;

hooks.beforeEach((transaction, done) => {
  const known = cases[keyOf(transaction)];
  if (known) {
    transaction.fullPath = known.path;
    transaction.request.uri = known.path;
    transaction.request.headers = known.headers;
    transaction.request.body = known.body === null ? '' : JSON.stringify(known.body);
  } else {
    transaction.skip = true;
  }
  done();
});

hooks.afterAll((transactions, done) => {
  const found = transactions.map((one) => ({
    key: keyOf(one),
    status: one.test ? one.test.status : 'none',
    errors: one.errors ? one.errors.map((error) => `${error.severity}: ${error.message}`) : [],
    fields: one.results && one.results.fields ? Object.entries(one.results.fields).flatMap(
      ([name, field]) => (field.errors || []).map((error) => `${name}: ${error.message}`)) : [],
    valid: one.results ? one.results.valid : null,
  }));
  fs.writeFileSync(process.env.BESIDE_FOUND, JSON.stringify(found, null, 1));
  done();
});
