import { Fragment } from 'preact';
import { Dialog } from '../ui/Dialog';
import { NATIVE_KEYS, SHORTCUTS } from './shortcuts';

/** Every key and what it does. */
export const HelpDialog = ({ onClose }: { readonly onClose: () => void }) => (
  <Dialog title="Keyboard shortcuts" onClose={onClose}>
    <dl class="keys">
      {[...SHORTCUTS, ...NATIVE_KEYS].map(({ keys, does }) => (
        <Fragment key={keys.join()}>
          <dt>
            {keys.map((key) => (
              <Fragment key={key}>
                <kbd>{key === ' ' ? 'space' : key}</kbd>{' '}
              </Fragment>
            ))}
          </dt>
          <dd>{does}</dd>
        </Fragment>
      ))}
    </dl>
  </Dialog>
);
