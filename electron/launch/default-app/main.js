/** Stands where the runtime expects its default app: opens the folder named on the command line as the application. */
const { app } = require('electron');
const Module = require('node:module');
const { resolve } = require('node:path');

const words = process.argv.slice(1);
const isPreloaded = words[0] === '-r' || words[0] === '--require';
if (isPreloaded) Module._load(resolve(words[1]), Module, false);
const folder = words.slice(isPreloaded ? 2 : 0).find((word) => !word.startsWith('-')) ?? '.';
const target = resolve(folder);
const { main = 'index.js', productName, name, version } = require(`${target}/package.json`);
app.setName(productName ?? name);
if (version) app.setVersion(version);
app.setAppPath(target);
// The application reads its words from the third on, as with the official runtime.
process.argv = [process.argv[0], folder, ...words.slice(words.indexOf(folder) + 1)];
process.defaultApp = true;
Module._load(resolve(target, main), Module, true);
