import { runService } from '@orderflow/service';
import { AppModule } from './app.module.js';
import { openFrontDoor } from './front-door.js';
import { documents } from './upstreams/upstreams.js';

await runService({ module: AppModule, connect: openFrontDoor, documents });
