namespace BookingEngine.Ports;

/// <summary>The store cannot be used as it is, and waiting does not help; the message says what does.</summary>
public sealed class UnusableStoreException(string message, Exception? inner = null) : Exception(message, inner);
