import { useEffect } from 'preact/hooks';
import { tokenQuestion } from '../api/token';
import { closeDialog, openDialog } from './dialogs';
import { HelpDialog } from './HelpDialog';
import { path } from './navigation';
import { NewOrderDialog } from './NewOrderDialog';
import { SignInDialog } from './SignInDialog';

/** The dialogs that any page can open. */
export function OpenDialogs() {
  const at = path.value;
  useEffect(closeDialog, [at]); // a link in a dialog leads away from it
  return (
    <>
      {openDialog.value === 'help' && <HelpDialog onClose={closeDialog} />}
      {openDialog.value === 'new-order' && <NewOrderDialog onClose={closeDialog} />}
      {tokenQuestion.value && <SignInDialog question={tokenQuestion.value} />}
    </>
  );
}
