// Loaded before the program (node --import): it tells the parent process of every step that is done.
import { Model } from '../../../dist/framework/index.js';

const { advance } = Model.prototype;

Model.prototype.advance = async function tellingAdvance() {
  await advance.call(this);
  await new Promise((resolve) => process.send?.(this.step, resolve));
};

process.on('disconnect', () => process.exit());
process.channel?.unref();
