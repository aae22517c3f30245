// The whole browser test. Each part can also be run alone: node --test network.mjs

import './handover.mjs';
import './surface.mjs';
import './widget.mjs';
import './tabs.mjs';
import './cuts.mjs';
import './accessibility.mjs';
import './guide.mjs';
import './network.mjs'; // last: it restarts the server and takes the AI away
