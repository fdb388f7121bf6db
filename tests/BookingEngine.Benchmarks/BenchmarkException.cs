namespace BookingEngine.Benchmarks;

/// <summary>A measurement that means nothing: an answer was no success, a process did not start.</summary>
public sealed class BenchmarkException(string message) : Exception(message);
