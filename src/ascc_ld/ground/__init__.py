"""What every room uses: faults, the project's folder, text that is safe to print."""
