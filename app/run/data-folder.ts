/** Where captures lie: STARLING_DATA, or where the project's own data is. */
export const dataFolder = (): string => process.env['STARLING_DATA'] || '../shared/data';
