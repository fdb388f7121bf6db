namespace BookingEngine.FunctionsHost.Worker;

/// <summary>The worker refused a request, or is gone.</summary>
internal sealed class WorkerException(string message) : Exception(message);
