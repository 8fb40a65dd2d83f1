const { parse } = require("yaml");

// Jest keeps what a transform returns on disk, so the specification is not parsed again for each test file.
exports.process = (text) => ({ code: `module.exports = ${JSON.stringify(parse(text))};` });
