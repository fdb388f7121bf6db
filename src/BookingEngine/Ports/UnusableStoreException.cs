namespace BookingEngine.Ports;

/// <summary>The store cannot be used in its present state, and waiting does not help. The message says what to do.</summary>
public sealed class UnusableStoreException(string message, Exception? inner = null) : Exception(message, inner);
