/** The most resident memory that this process has had, in MB of 1,024 KiB. */
export interface PeakMemory {
  readonly peak_rss_mb: number;
}

export const peakMemory = (): PeakMemory => ({
  peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 102.4) / 10,
});
