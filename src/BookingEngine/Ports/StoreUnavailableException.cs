namespace BookingEngine.Ports;

/// <summary>A store or queue cannot be reached or does not answer in time. Infrastructure, not a business answer: waiting helps.</summary>
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
