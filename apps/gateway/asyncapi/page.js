/* global AsyncApiStandalone */
const response = fetch('/asyncapi/parsed.json');
const config = { show: { errors: false, sidebar: true }, sidebar: { showOperations: 'byOperationsTags' } };

response
  .then((answer) => answer.text())
  .then((schema) => AsyncApiStandalone.render({ schema, config }, document.getElementById('asyncapi')))
  .catch((error) => (document.getElementById('asyncapi').textContent = `The document cannot be shown: ${error}`));
