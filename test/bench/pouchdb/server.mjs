// The peer's server: express-pouchdb on LevelDB, as PouchDB's own documentation sets it up. Started by contender.mjs.
import path from 'node:path';
import express from 'express';
import expressPouchdb from 'express-pouchdb';
import PouchDB from 'pouchdb';

const [folder] = process.argv.slice(2);
const Database = PouchDB.defaults({ prefix: `${folder}${path.sep}` });
const app = express();
app.use('/', expressPouchdb(Database, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: path.join(folder, 'log.txt') }));
const server = app.listen(0, '127.0.0.1', () => process.send({ address: `http://127.0.0.1:${server.address().port}` }));
process.on('disconnect', () => process.exit(0));
