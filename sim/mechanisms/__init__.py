"""What happens between agents in a month, one noun a file."""
