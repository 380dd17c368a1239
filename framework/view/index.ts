/** What a model shows of itself: charts, maps, feeds and single agents, as plain data for any display. */
export type {
  ChartView,
  Facts,
  FeedView,
  GridView,
  Inspector,
  LegendEntry,
  MapView,
  NetworkView,
  PlaneView,
  Series,
  Tone,
  View,
  Views,
} from './views.js';
