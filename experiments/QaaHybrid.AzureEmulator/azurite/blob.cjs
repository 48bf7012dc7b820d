// Azurite's blob service for as long as standard input is open: an emulator that is killed leaves no process behind.
// Arguments are Azurite's own.
process.stdin.on('end', () => process.emit('SIGTERM'));
process.stdin.resume();
require('azurite/dist/src/blob/main.js');
