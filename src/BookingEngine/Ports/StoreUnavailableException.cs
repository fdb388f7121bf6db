namespace BookingEngine.Ports;

/// <summary>A store or queue cannot be reached, or does not answer in time. It is a failure of infrastructure, not a business answer. Retry
/// later.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
