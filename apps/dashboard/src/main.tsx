import { render } from 'preact';
import { App } from './app';
import { startLive } from './live/live';
import { listenToKeys } from './shell/listen-to-keys';
import { watchPayments } from './shell/payments';
import { applyTheme } from './shell/theme';
import { startClock } from './ui/now';

applyTheme();
startClock();
startLive();
watchPayments();
listenToKeys();
render(<App />, document.getElementById('app')!);
