throw new Error('This plugin is broken');
