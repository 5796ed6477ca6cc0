"""A finished sweep as one page that opens from a disk: its policies side by side, with all their worlds."""
