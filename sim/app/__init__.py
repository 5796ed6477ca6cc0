"""The live page: two policies side by side in the browser, on this computer alone."""
