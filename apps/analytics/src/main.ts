import { connectMessaging } from '@orderflow/messaging';
import { runService } from '@orderflow/service';
import { AppModule } from './app.module.js';

await runService({ module: AppModule, connect: connectMessaging });
