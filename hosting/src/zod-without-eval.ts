import { z } from 'zod';

// The content security policy forbids making functions of text, which zod otherwise tries with the very first schema:
// imported before all others.
z.config({ jitless: true });
