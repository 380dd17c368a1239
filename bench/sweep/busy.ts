/** A process that keeps a core busy with so much work: `node busy.js ROUNDS`. */
let sum = 0;
for (let round = 0; round < Number(process.argv[2]); round++)
  for (let i = 0; i < 1e6; i++) sum = (sum * 31 + i) | 0;
// What is printed has to be worked out.
console.log(sum);
