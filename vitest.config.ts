import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/soak/**'],
    testTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['framework/**', 'kernels/**', 'model/**', 'library/**', 'app/**'],
      reporter: ['text-summary', 'json-summary', 'html'],
    },
  },
});
