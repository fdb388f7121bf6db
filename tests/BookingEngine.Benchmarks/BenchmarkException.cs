namespace BookingEngine.Benchmarks;

/// <summary>An invalid measurement: an answer failed, or a process did not start.</summary>
public sealed class BenchmarkException(string message) : Exception(message);
