"""What every room stands on: faults, the project's folder, text that is safe to print."""
