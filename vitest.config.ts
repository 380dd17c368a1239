import { defineConfig } from 'vitest/config';

const soak = process.env['STARLING_SOAK'] === '1';

export default defineConfig({
  test: {
    include: soak ? ['tests/soak/**/*.test.{ts,tsx}'] : ['tests/**/*.test.{ts,tsx}'],
    exclude: soak ? [] : ['tests/soak/**'],
    globalSetup: ['tests/support/build.ts'],
    testTimeout: soak ? 1_800_000 : 60_000,
    coverage: {
      provider: 'v8',
      include: ['framework/**', 'kernels/**', 'model/**', 'library/**', 'app/**'],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: { lines: 90 },
    },
  },
});
