export { OTLP_PORT, TraceReceiver } from './otlp/trace-receiver.js';
export { type AttributeValue, type Span, type SpanKind, type SpanReference } from './span.js';
export { TraceStore } from './trace-store.js';
export { type Trace, traceNamed, tracesOfOrder } from './waterfall/order-traces.js';
export { svgOf } from './waterfall/svg.js';
export { textOf } from './waterfall/text.js';
export { type Waterfall, waterfallOf } from './waterfall/waterfall.js';
