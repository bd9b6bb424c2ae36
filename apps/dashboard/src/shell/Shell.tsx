import type { ComponentChildren } from 'preact';
import { ToastList } from '../ui/ToastList';
import { Banners } from './Banners';
import { OpenDialogs } from './OpenDialogs';
import { NavigationBar } from './NavigationBar';
import { TopBar } from './TopBar';

/** What surrounds every page. */
export const Shell = ({ children }: { readonly children: ComponentChildren }) => (
  <div class="shell">
    <button type="button" class="button skip" onClick={() => document.querySelector<HTMLElement>('h1')?.focus()}>
      Skip to the page
    </button>
    <NavigationBar />
    <div class="top">
      <TopBar />
      <Banners />
    </div>
    <main class="main">{children}</main>
    <OpenDialogs />
    <ToastList />
  </div>
);
