namespace BookingEngine.FunctionsHost.Worker;

/// <summary>The worker refused, or has gone.</summary>
internal sealed class WorkerException(string message) : Exception(message);
